-- When a job must have ended, and what it may take of workers in all. A running job that passes
-- either is stopped at a checkpoint; why stands in stop_cause.
ALTER TABLE jobs
    ADD COLUMN deadline_at    timestamptz,
    ADD COLUMN budget_seconds double precision CHECK (budget_seconds > 0),
    ADD COLUMN stop_cause     text
        CHECK (stop_cause IN ('deadline_exceeded', 'budget_exhausted'));
CREATE INDEX jobs_limited ON jobs (id)
    WHERE finished_at IS NULL AND (deadline_at IS NOT NULL OR budget_seconds IS NOT NULL);

INSERT INTO job_transitions (from_state, to_state) VALUES ('paused', 'failed');
