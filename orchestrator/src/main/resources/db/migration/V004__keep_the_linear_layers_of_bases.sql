-- What an adapter is held against at submit. Bases imported before have none until they are
-- imported again; their jobs are held against the base by the worker alone.
ALTER TABLE bases ADD COLUMN linear_layers jsonb;
