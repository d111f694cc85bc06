-- Uploads in parts, the room that a project has for its files, and files that go by themselves.

-- Null: the installation's default, hone.files.quota.
ALTER TABLE projects ADD COLUMN file_bytes_limit bigint CHECK (file_bytes_limit >= 0);

ALTER TABLE files ADD COLUMN expires_at timestamptz;
CREATE INDEX files_expiring ON files (expires_at)
    WHERE expires_at IS NOT NULL AND deleted_at IS NULL;

-- Bytes promised to uploads that have not ended, by the id of the file or upload to be. A promise
-- whose process has died runs out.
CREATE TABLE reservations (
    id         text PRIMARY KEY,
    project    text NOT NULL REFERENCES projects,
    bytes      bigint NOT NULL CHECK (bytes >= 0),
    expires_at timestamptz NOT NULL
);
CREATE INDEX reservations_by_project ON reservations (project);

CREATE TABLE multipart_uploads (
    id                 text PRIMARY KEY,
    project            text NOT NULL REFERENCES projects,
    filename           text NOT NULL,
    purpose            text NOT NULL CHECK (purpose IN ('fine-tune', 'evals', 'user_data')),
    bytes              bigint NOT NULL CHECK (bytes > 0),
    mime_type          text NOT NULL,
    format             jsonb NOT NULL,
    file_lives_seconds bigint CHECK (file_lives_seconds > 0),
    state              text NOT NULL
        CHECK (state IN ('pending', 'completed', 'cancelled', 'expired')),
    created_at         timestamptz NOT NULL,
    expires_at         timestamptz NOT NULL,
    -- While somebody assembles the file, it does not expire.
    busy_until         timestamptz,
    ended_at           timestamptz,
    file_id            text,
    completed_with     jsonb,
    swept_at           timestamptz,
    FOREIGN KEY (project, file_id) REFERENCES files (project, id),
    CONSTRAINT multipart_uploads_end_has_a_time CHECK ((state = 'pending') = (ended_at IS NULL)),
    CONSTRAINT multipart_uploads_end_has_a_file CHECK ((state = 'completed') = (file_id IS NOT NULL))
);
CREATE INDEX multipart_uploads_by_age ON multipart_uploads (project, created_at DESC, id DESC);
CREATE INDEX multipart_uploads_pending ON multipart_uploads (expires_at) WHERE state = 'pending';
CREATE INDEX multipart_uploads_ended ON multipart_uploads (ended_at) WHERE ended_at IS NOT NULL;

-- The same bytes again are the same part, so that a repeated request takes no room.
CREATE TABLE upload_parts (
    id         text PRIMARY KEY,
    upload_id  text NOT NULL REFERENCES multipart_uploads,
    object_key text NOT NULL,
    sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes      bigint NOT NULL CHECK (bytes > 0),
    created_at timestamptz NOT NULL,
    UNIQUE (upload_id, sha256, bytes)
);
