-- What jobs are quoted by, and how well they were.

-- 0 where a worker cannot say what a job may plan with.
ALTER TABLE workers ADD COLUMN memory_mebibytes bigint NOT NULL DEFAULT 0;

-- What a successful attempt took. Speeds are learned from it, so it outlives the worker's row.
CREATE TABLE attempt_timings (
    job_id      text NOT NULL,
    token       bigint NOT NULL,
    pool        text NOT NULL,
    device      text NOT NULL,
    base_digest text NOT NULL,
    precision   text NOT NULL,
    timing      jsonb NOT NULL,
    seconds     double precision NOT NULL CHECK (seconds >= 0),
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (job_id, token),
    FOREIGN KEY (job_id, token) REFERENCES attempts (job_id, token)
);
CREATE INDEX attempt_timings_by_class ON attempt_timings (pool, device, created_at DESC);

-- A quote never changes; what came of it is added once.
CREATE TABLE job_quotes (
    job_id           text PRIMARY KEY REFERENCES jobs,
    quote            jsonb NOT NULL,
    seconds          double precision,
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    measured_seconds double precision,
    error            double precision
);
CREATE INDEX job_quotes_measured ON job_quotes (created_at DESC) WHERE error IS NOT NULL;
