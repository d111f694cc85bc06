-- What a job's files become with its base and its settings, before it runs.

CREATE TABLE preflights (
    id               text PRIMARY KEY,
    project          text NOT NULL REFERENCES projects,
    state            text NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed')),
    reuse_key        text NOT NULL CHECK (reuse_key ~ '^[0-9a-f]{64}$'),
    spec             jsonb NOT NULL,
    report           jsonb,
    rows_seen        bigint NOT NULL DEFAULT 0,
    attempt          integer NOT NULL DEFAULT 0,
    lease_expires_at timestamptz,
    failure_code     text,
    failure_message  text,
    created_at       timestamptz NOT NULL,
    started_at       timestamptz,
    finished_at      timestamptz,
    version          bigint NOT NULL,
    CONSTRAINT preflights_lease_while_running CHECK (
        (state = 'running') = (lease_expires_at IS NOT NULL)),
    CONSTRAINT preflights_success_has_a_report CHECK (
        (state = 'succeeded') = (report IS NOT NULL)),
    CONSTRAINT preflights_failure_has_a_cause CHECK (
        (state = 'failed') = (failure_code IS NOT NULL AND failure_message IS NOT NULL)),
    CONSTRAINT preflights_end_has_a_time CHECK (
        (state IN ('succeeded', 'failed')) = (finished_at IS NOT NULL))
);
CREATE INDEX preflights_by_age ON preflights (project, created_at DESC, id DESC);
CREATE INDEX preflights_waiting ON preflights (created_at) WHERE state IN ('queued', 'running');
-- The same files, base and settings are gone over once.
CREATE UNIQUE INDEX preflights_reusable ON preflights (reuse_key) WHERE state <> 'failed';

ALTER TABLE jobs ADD COLUMN preflight text REFERENCES preflights;
CREATE INDEX jobs_by_preflight ON jobs (preflight) WHERE state = 'validating';
