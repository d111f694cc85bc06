-- What a job may cost, as its owner said it. The price of its pool at its submission has turned it
-- into budget_seconds, which is what stops it.
ALTER TABLE jobs
    ADD COLUMN budget_money    double precision CHECK (budget_money > 0),
    ADD COLUMN budget_currency text CHECK (budget_currency ~ '^[A-Z]{3}$'),
    ADD CHECK ((budget_money IS NULL) = (budget_currency IS NULL)),
    ADD CHECK (budget_money IS NULL OR budget_seconds IS NOT NULL);
