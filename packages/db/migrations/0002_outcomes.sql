-- Outcomes (the truth, later), the labels that follow from them, and counters that hold what is not zero alone.

-- Makes the partition of a UTC day of a table that is partitioned by the time in its ids, if it is not there. ATTACH
-- lets readers and writers of the others go on.
CREATE FUNCTION ensure_partition(parent text, day date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  partition text := parent || '_' || to_char(day, 'YYYYMMDD');
BEGIN
  -- pg_class, not to_regclass: its cache may not know yet what another session made while we waited.
  IF EXISTS (SELECT FROM pg_class WHERE relname = partition) THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('kilter.partition'));
  IF EXISTS (SELECT FROM pg_class WHERE relname = partition) THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition, parent);
  EXECUTE format(
    'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    parent, partition, id_floor(day::timestamp AT TIME ZONE 'UTC'), id_floor((day + 1)::timestamp AT TIME ZONE 'UTC')
  );
END
$$;
--> statement-breakpoint
DROP FUNCTION ensure_prediction_partition(date);
--> statement-breakpoint
-- Whoever reports an outcome names the subject: its predictions are found by it.
CREATE INDEX prediction_subject ON prediction (subject, id) WHERE subject IS NOT NULL;
--> statement-breakpoint
-- What was reported. Its id says what it is about, so that a repeated report meets it: of one prediction, that
-- prediction's id; of a subject, the time of the event and a hash of model and subject.
CREATE TABLE outcome (
  id uuid NOT NULL PRIMARY KEY,
  -- null: of one prediction, which says of which model it is
  model_id integer,
  -- null: the outcome of the one prediction of the same id
  subject text,
  -- when it happened
  at timestamptz NOT NULL,
  -- name of the class; null for a regression
  label text,
  -- a regression's truth
  value double precision,
  -- when we were told what stands here now
  received_at timestamptz NOT NULL,
  source text NOT NULL
) PARTITION BY RANGE (id);
--> statement-breakpoint
CREATE INDEX outcome_subject ON outcome (subject, id) WHERE subject IS NOT NULL;
--> statement-breakpoint
-- The reported label of each prediction that has one, as it stands in the counters: which outcome counts is decided
-- by packages/core/src/outcomes. What silence means is not written here; it follows from the time.
CREATE TABLE prediction_label (
  prediction_id uuid NOT NULL PRIMARY KEY,
  outcome_id uuid NOT NULL,
  -- index of the class; null for a regression
  label smallint,
  value double precision,
  arrived_at timestamptz NOT NULL
) PARTITION BY RANGE (prediction_id);
--> statement-breakpoint
-- Counters by slot, zeros left out: a quiet minute is short. Slots are named in packages/core/src/sketches.
ALTER TABLE rollup_minute ADD COLUMN slots integer[], ADD COLUMN counts bigint[];
--> statement-breakpoint
UPDATE rollup_minute SET (slots, counts) = (
  SELECT coalesce(array_agg(place - 1), '{}'), coalesce(array_agg(count), '{}')
  FROM unnest(counters) WITH ORDINALITY AS counter (count, place) WHERE count <> 0
);
--> statement-breakpoint
-- Wide rows stay in place: compressing them at every commit costs more than their bytes.
ALTER TABLE rollup_minute
  DROP COLUMN counters, ALTER COLUMN slots SET NOT NULL, ALTER COLUMN counts SET NOT NULL,
  SET (toast_tuple_target = 8160);
--> statement-breakpoint
DROP FUNCTION bigint_array_add(bigint[], bigint[]);
--> statement-breakpoint
-- The feed tells of more than predictions; `ids` are of what `kind` says.
ALTER TABLE feed RENAME COLUMN prediction_ids TO ids;
--> statement-breakpoint
ALTER TABLE feed ADD COLUMN kind text NOT NULL DEFAULT 'PREDICTIONS';
--> statement-breakpoint
-- Writes a feed entry and wakes the listeners. The lock makes the order of `seq` the order of commits: ids are not (a
-- reader of "id > last" misses rows). One NOTIFY an entry, of the seq alone: a commit with a pending NOTIFY takes a lock
-- of the whole database, and payloads are limited to 8000 bytes.
CREATE FUNCTION announce(kind text, model_version_ids integer[], ids uuid[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  next_seq bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('kilter.feed'));
  next_seq := nextval('feed_seq');
  INSERT INTO feed (seq, kind, model_version_ids, ids) VALUES (next_seq, kind, model_version_ids, ids);
  PERFORM pg_notify('kilter_feed', next_seq::text);
  RETURN next_seq;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION announce_predictions() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce('PREDICTIONS', array_agg(DISTINCT model_version_id), array_agg(id ORDER BY id))
  FROM inserted HAVING count(*) > 0;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- How far a reader that must see every entry has come; what lies behind it is not forgotten.
CREATE TABLE feed_reader (
  name text NOT NULL PRIMARY KEY,
  seq bigint NOT NULL
);
--> statement-breakpoint
INSERT INTO feed_reader (name, seq) SELECT 'labels', coalesce(max(seq), 0) FROM feed;
