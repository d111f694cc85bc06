-- What workers say of themselves, which start of one holds its name, and what operators want of it.

-- Version of the job protocol; 0 for workers that did not say.
ALTER TABLE workers ADD COLUMN protocol integer NOT NULL DEFAULT 0;
ALTER TABLE workers ADD COLUMN labels jsonb NOT NULL DEFAULT '{}';
-- The start that holds the name; home is null when nobody does.
ALTER TABLE workers ADD COLUMN home text;
ALTER TABLE workers ADD COLUMN start bigint;
ALTER TABLE workers ADD COLUMN place text;
-- The last question for work, which a worker asks only while it has none.
ALTER TABLE workers ADD COLUMN asked_at timestamptz;
-- Null while the worker may get jobs.
ALTER TABLE workers ADD COLUMN drain text CHECK (drain IN ('finish', 'hand_over'));

-- How an attempt failed; the fingerprint is the same where the same thing went wrong elsewhere.
ALTER TABLE attempts ADD COLUMN failure_code text;
ALTER TABLE attempts ADD COLUMN failure_fingerprint text;
