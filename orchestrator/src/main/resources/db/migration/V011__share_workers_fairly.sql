-- What each project has had of the workers, in virtual time (seconds by weight) and in this month.
CREATE TABLE project_shares (
    project text PRIMARY KEY REFERENCES projects,
    weight  integer NOT NULL CHECK (weight >= 1),
    start   double precision NOT NULL DEFAULT 0,
    finish  double precision NOT NULL DEFAULT 0,
    month   date NOT NULL,
    seconds double precision NOT NULL DEFAULT 0
);
CREATE INDEX project_shares_by_start ON project_shares (start);

-- The first of each project and class is found without looking at the others.
CREATE INDEX jobs_lanes ON jobs (pool, project, sign(priority), created_at, id)
    WHERE state = 'queued';

-- An attempt is charged by what it is expected to take, and corrected once it has ended.
ALTER TABLE attempts
    ADD COLUMN charged_seconds double precision NOT NULL DEFAULT 0,
    ADD COLUMN settled boolean NOT NULL DEFAULT true;
CREATE INDEX attempts_unsettled ON attempts (ended_at) WHERE NOT settled AND ended_at IS NOT NULL;
