-- What a job on the rows of a preflight comes to is computed from their lengths: kept apart from the
-- preflight, since its row is read far more often. Preflights of earlier releases have none.

CREATE TABLE preflight_lengths (
    preflight  text PRIMARY KEY REFERENCES preflights,
    training   bytea NOT NULL,
    validation bytea NOT NULL
);
