-- Predictions that were acted upon or kept from it are few: what became of them is found without reading the others.
CREATE INDEX prediction_treated ON prediction (id) WHERE action IS NOT NULL OR holdout;
