-- Jobs, and the rules of their protocol that hold whatever the code does.

CREATE TABLE job_transitions (
    from_state text NOT NULL,
    to_state   text NOT NULL,
    PRIMARY KEY (from_state, to_state)
);
INSERT INTO job_transitions (from_state, to_state) VALUES
    ('validating', 'queued'),
    ('validating', 'failed'),
    ('validating', 'cancelled'),
    ('queued', 'running'),
    ('queued', 'failed'),
    ('queued', 'cancelled'),
    ('running', 'finalizing'),
    ('running', 'retrying'),
    ('running', 'pausing'),
    ('running', 'cancelling'),
    ('running', 'failed'),
    ('finalizing', 'succeeded'),
    ('finalizing', 'retrying'),
    ('finalizing', 'cancelling'),
    ('finalizing', 'failed'),
    ('retrying', 'queued'),
    ('retrying', 'failed'),
    ('retrying', 'cancelled'),
    ('pausing', 'paused'),
    ('pausing', 'finalizing'),
    ('pausing', 'cancelling'),
    ('pausing', 'failed'),
    ('paused', 'queued'),
    ('paused', 'cancelled'),
    ('cancelling', 'cancelled');

CREATE TABLE jobs (
    id                       text PRIMARY KEY,
    project                  text NOT NULL REFERENCES projects,
    model                    text NOT NULL UNIQUE,
    suffix                   text,
    base_name                text NOT NULL,
    base_digest              text NOT NULL,
    training_file            text NOT NULL,
    validation_file          text,
    evaluation_file          text,
    spec                     jsonb NOT NULL,
    requested                jsonb NOT NULL,
    metadata                 jsonb NOT NULL,
    pool                     text NOT NULL,
    priority                 integer NOT NULL CHECK (priority BETWEEN -100 AND 100),
    state                    text NOT NULL CHECK (state IN
        ('validating', 'queued', 'running', 'finalizing', 'retrying', 'pausing', 'paused',
         'cancelling', 'succeeded', 'failed', 'cancelled')),
    token                    bigint NOT NULL DEFAULT 0,
    attempt                  integer NOT NULL DEFAULT 0,
    platform_failures        integer NOT NULL DEFAULT 0,
    resource_failures        integer NOT NULL DEFAULT 0,
    worker                   text,
    lease_expires_at         timestamptz,
    retry_at                 timestamptz,
    bell_at                  timestamptz,
    cancel_requested_at      timestamptz,
    created_at               timestamptz NOT NULL,
    queued_at                timestamptz,
    started_at               timestamptz,
    finished_at              timestamptz,
    failure_class            text,
    failure_code             text,
    failure_message          text,
    step                     integer NOT NULL DEFAULT 0,
    total_steps              integer NOT NULL DEFAULT 0,
    loss                     double precision,
    validation_loss          double precision,
    tokens_per_second        double precision,
    seconds_left             double precision,
    trained_tokens           bigint,
    evaluation_rows          integer,
    evaluation_base_exact    integer,
    evaluation_adapter_exact integer,
    metrics_file             text,
    report_file              text,
    swept_at                 timestamptz,
    event_sequence           bigint NOT NULL DEFAULT -1,
    version                  bigint NOT NULL,
    UNIQUE (project, id),
    FOREIGN KEY (project, training_file) REFERENCES files (project, id),
    FOREIGN KEY (project, validation_file) REFERENCES files (project, id),
    FOREIGN KEY (project, evaluation_file) REFERENCES files (project, id),
    FOREIGN KEY (project, metrics_file) REFERENCES files (project, id),
    FOREIGN KEY (project, report_file) REFERENCES files (project, id),
    CONSTRAINT jobs_lease_while_owned CHECK (
        (state IN ('running', 'finalizing', 'pausing', 'cancelling'))
            = (lease_expires_at IS NOT NULL)),
    CONSTRAINT jobs_end_has_a_time CHECK (
        (state IN ('succeeded', 'failed', 'cancelled')) = (finished_at IS NOT NULL)),
    CONSTRAINT jobs_failure_has_a_cause CHECK ((state = 'failed') = (failure_class IS NOT NULL)),
    CONSTRAINT jobs_retry_has_a_time CHECK ((state = 'retrying') = (retry_at IS NOT NULL))
);
CREATE INDEX jobs_by_age ON jobs (project, created_at DESC, id DESC);
CREATE INDEX jobs_waiting ON jobs (pool, priority DESC, created_at, id) WHERE state = 'queued';
CREATE INDEX jobs_owned ON jobs (project, worker)
    WHERE state IN ('running', 'finalizing', 'pausing', 'cancelling');
CREATE INDEX jobs_retrying ON jobs (retry_at) WHERE state = 'retrying';
CREATE INDEX jobs_unswept ON jobs (finished_at)
    WHERE finished_at IS NOT NULL AND swept_at IS NULL;
CREATE INDEX jobs_by_training_file ON jobs (training_file) WHERE finished_at IS NULL;
CREATE INDEX jobs_by_validation_file ON jobs (validation_file) WHERE finished_at IS NULL;
CREATE INDEX jobs_by_evaluation_file ON jobs (evaluation_file) WHERE finished_at IS NULL;
CREATE INDEX jobs_by_base ON jobs (base_digest) WHERE finished_at IS NULL;

CREATE FUNCTION guard_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'validating' THEN
            RAISE EXCEPTION 'job % must start as validating, not %', NEW.id, NEW.state
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.token < OLD.token OR NEW.attempt < OLD.attempt THEN
        RAISE EXCEPTION 'job %: token % attempt % come after token % attempt %',
            OLD.id, NEW.token, NEW.attempt, OLD.token, OLD.attempt
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state AND NOT EXISTS (
            SELECT FROM job_transitions
            WHERE from_state = OLD.state AND to_state = NEW.state) THEN
        RAISE EXCEPTION 'job % may not go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'running' AND OLD.state = 'queued' AND NEW.token <= OLD.token THEN
        RAISE EXCEPTION 'job % is claimed without a new token', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER jobs_are_guarded BEFORE INSERT OR UPDATE ON jobs
    FOR EACH ROW EXECUTE FUNCTION guard_job();

-- What a row says of an attempt may not come from an attempt that has been overtaken.
CREATE FUNCTION guard_token() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest bigint;
BEGIN
    SELECT token INTO newest FROM jobs WHERE id = NEW.job_id;
    IF NEW.token < newest THEN
        RAISE EXCEPTION '%: token % of job % has been overtaken by %',
            TG_TABLE_NAME, NEW.token, NEW.job_id, newest
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TABLE job_history (
    id         bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    job_id     text NOT NULL REFERENCES jobs,
    from_state text,
    to_state   text NOT NULL,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempt    integer NOT NULL,
    token      bigint NOT NULL,
    reason     text NOT NULL
);
CREATE INDEX job_history_by_job ON job_history (job_id, id);
CREATE TRIGGER job_history_is_append_only BEFORE UPDATE OR DELETE ON job_history
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER job_history_is_guarded BEFORE INSERT ON job_history
    FOR EACH ROW EXECUTE FUNCTION guard_token();

-- One row per claim. The digest of the outcome tells a repeat from a contradiction.
CREATE TABLE attempts (
    job_id         text NOT NULL REFERENCES jobs,
    token          bigint NOT NULL,
    attempt        integer NOT NULL,
    worker         text NOT NULL,
    resume_step    integer NOT NULL,
    started_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at       timestamptz,
    ended_because  text,
    outcome_digest text,
    PRIMARY KEY (job_id, token)
);
CREATE TRIGGER attempts_are_guarded BEFORE INSERT ON attempts
    FOR EACH ROW EXECUTE FUNCTION guard_token();

CREATE TABLE checkpoints (
    id         text PRIMARY KEY,
    sequence   bigint GENERATED BY DEFAULT AS IDENTITY,
    job_id     text NOT NULL REFERENCES jobs,
    token      bigint NOT NULL,
    step       integer NOT NULL CHECK (step > 0),
    epoch      double precision NOT NULL,
    train_loss double precision NOT NULL,
    files      jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (job_id, token, step)
);
CREATE TRIGGER checkpoints_are_guarded BEFORE INSERT ON checkpoints
    FOR EACH ROW EXECUTE FUNCTION guard_token();

-- Sequence is the worker's; the platform's own messages have none.
CREATE TABLE job_events (
    id       bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    job_id   text NOT NULL REFERENCES jobs,
    token    bigint NOT NULL,
    sequence bigint,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    level    text NOT NULL CHECK (level IN ('info', 'warn', 'error')),
    message  text NOT NULL,
    metrics  jsonb,
    UNIQUE (job_id, token, sequence)
);
CREATE INDEX job_events_by_job ON job_events (job_id, id DESC);

CREATE TABLE workers (
    id            text PRIMARY KEY,
    pool          text NOT NULL,
    device        text NOT NULL,
    version       text NOT NULL,
    first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_seen_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What must be told to the broker, written with what it tells of.
CREATE TABLE outbox (
    id           bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    topic        text NOT NULL,
    key          text NOT NULL,
    payload      text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_at timestamptz
);
CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL;
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;
