-- Counters of minutes, quarters of an hour, hours and days, and what was added to them and is not folded in yet.

ALTER TABLE prediction
  -- what was done about it, as the caller says; e.g. the offer that was sent
  ADD COLUMN action text,
  -- kept from any action, to compare with
  ADD COLUMN holdout boolean;
--> statement-breakpoint
-- Counters by version, span and source; packages/core/src/sketches says what they count and how they are written. Hours and
-- days are UTC's; they hold what their minutes hold.
CREATE TABLE rollup (
  model_version_id integer NOT NULL,
  -- 1, 15, 60 or 1440
  span_minutes integer NOT NULL,
  at timestamptz NOT NULL,
  source text NOT NULL,
  core bytea NOT NULL,
  features bytea NOT NULL,
  -- "cityTier=1", "tag:spring": the core counters of a part of the rows
  segment_names text[] NOT NULL,
  segment_counters bytea[] NOT NULL,
  PRIMARY KEY (model_version_id, span_minutes, at, source)
  -- Rows stay in place while a span grows, and small ones whole.
) WITH (fillfactor = 50, toast_tuple_target = 8160);
--> statement-breakpoint
-- They are packed already: compressing them at every commit costs more than their bytes.
ALTER TABLE rollup
  ALTER COLUMN core SET STORAGE EXTERNAL, ALTER COLUMN features SET STORAGE EXTERNAL,
  ALTER COLUMN segment_names SET STORAGE EXTERNAL, ALTER COLUMN segment_counters SET STORAGE EXTERNAL;
--> statement-breakpoint
-- What commits add to minutes: appended, since adding in place would rewrite a wide row at every commit. Whoever reads
-- counters adds these; a job folds them in and takes them away in one transaction. No key: it is read whole.
CREATE TABLE rollup_delta (
  model_version_id integer NOT NULL,
  -- of the minute
  at timestamptz NOT NULL,
  source text NOT NULL,
  core bytea NOT NULL,
  features bytea NOT NULL,
  segment_names text[] NOT NULL,
  segment_counters bytea[] NOT NULL
) WITH (toast_tuple_target = 8160, vacuum_truncate = off);
--> statement-breakpoint
ALTER TABLE rollup_delta
  ALTER COLUMN core SET STORAGE EXTERNAL, ALTER COLUMN features SET STORAGE EXTERNAL,
  ALTER COLUMN segment_names SET STORAGE EXTERNAL, ALTER COLUMN segment_counters SET STORAGE EXTERNAL;
--> statement-breakpoint
-- The server fills the new table from the raw rows when it starts.
DROP TABLE rollup_minute;
