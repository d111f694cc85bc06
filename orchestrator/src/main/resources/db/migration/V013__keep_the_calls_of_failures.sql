-- Where memory ran out: padded tokens of the largest call of the model by then. The next attempt
-- gets calls half as large. Null where the worker does not say.
ALTER TABLE attempts ADD COLUMN failure_call_tokens integer;
