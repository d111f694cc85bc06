-- The registry: one adapter per succeeded job.

CREATE TABLE adapters (
    model       text PRIMARY KEY,
    job_id      text NOT NULL UNIQUE REFERENCES jobs,
    project     text NOT NULL,
    token       bigint NOT NULL,
    base_name   text NOT NULL,
    base_digest text NOT NULL,
    bytes       bigint NOT NULL,
    lineage     jsonb NOT NULL,
    created_at  timestamptz NOT NULL,
    deleted_at  timestamptz,
    swept_at    timestamptz,
    FOREIGN KEY (project, job_id) REFERENCES jobs (project, id)
);
CREATE INDEX adapters_by_age ON adapters (project, created_at DESC, model DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX adapters_unswept ON adapters (deleted_at)
    WHERE deleted_at IS NOT NULL AND swept_at IS NULL;
CREATE TRIGGER adapters_are_guarded BEFORE INSERT ON adapters
    FOR EACH ROW EXECUTE FUNCTION guard_token();

CREATE TABLE adapter_files (
    model      text NOT NULL REFERENCES adapters,
    path       text NOT NULL,
    object_key text NOT NULL,
    sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes      bigint NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (model, path)
);
