-- What a job wants of its worker: labels, and memory once its rows have been gone over. Jobs that
-- want the same wait in the same lane.
ALTER TABLE jobs ADD COLUMN needs jsonb NOT NULL DEFAULT '{"labels": {}, "memoryMebibytes": 0}';
-- Whether a running job is to stop at a checkpoint for a more urgent one.
ALTER TABLE jobs ADD COLUMN yields boolean NOT NULL DEFAULT false;

-- The project's quotas as its last claim knew them, for those who ask why a job waits.
ALTER TABLE project_shares
    ADD COLUMN most_running integer,
    ADD COLUMN most_seconds double precision;

CREATE INDEX jobs_lanes_by_needs ON jobs (pool, project, sign(priority), needs, created_at, id)
    WHERE state = 'queued';
DROP INDEX jobs_lanes;
