-- Jobs that ended long ago keep of their metrics what a chart needs; when that was done.
ALTER TABLE jobs ADD COLUMN thinned_at timestamptz;
CREATE INDEX jobs_dense ON jobs (finished_at)
    WHERE finished_at IS NOT NULL AND thinned_at IS NULL;
