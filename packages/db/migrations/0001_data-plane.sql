-- The data plane: what drizzle does not model (partitions, triggers) or should not slow down.

-- The smallest UUIDv7 of a time: the bound of partitions and id ranges.
CREATE FUNCTION id_floor(at timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;
--> statement-breakpoint
-- One row a prediction, failed ones included. `at` equals the time in `id`.
CREATE TABLE prediction (
  id uuid NOT NULL PRIMARY KEY,
  at timestamptz NOT NULL,
  model_version_id integer NOT NULL,
  source text NOT NULL,
  environment text NOT NULL,
  subject text,
  tags text[],
  -- index of the answered class; null for a regression or an error
  label smallint,
  -- a regression's answer
  value double precision,
  -- binary: of the positive class; else of the answered class
  probability double precision,
  -- in class order; null for a binary model, whose other probability is the rest
  probabilities double precision[],
  confidence double precision,
  -- until the answer is there, before the commit
  latency_ms real NOT NULL,
  -- in manifest order; NaN where missing or unseen, the category's index for categories
  features double precision[] NOT NULL,
  -- {"feature": "MISSING" | "UNSEEN_CATEGORY" | "OUT_OF_RANGE"}
  flags jsonb,
  -- {"feature": "text of the unseen category"}
  raw jsonb,
  error_code text
) PARTITION BY RANGE (id);
--> statement-breakpoint
-- Makes the partition of a UTC day, if it is not there. ATTACH lets readers and writers of the others go on.
CREATE FUNCTION ensure_prediction_partition(day date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  partition text := 'prediction_' || to_char(day, 'YYYYMMDD');
BEGIN
  -- pg_class, not to_regclass: its cache may not know yet what another session made while we waited.
  IF EXISTS (SELECT FROM pg_class WHERE relname = partition) THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('kilter.partition'));
  IF EXISTS (SELECT FROM pg_class WHERE relname = partition) THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE prediction INCLUDING ALL)', partition);
  EXECUTE format(
    'ALTER TABLE prediction ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    partition, id_floor(day::timestamp AT TIME ZONE 'UTC'), id_floor((day + 1)::timestamp AT TIME ZONE 'UTC')
  );
END
$$;
--> statement-breakpoint
-- The ledger of written groups: a retry or replay that meets its key writes nothing. Settled rows are pruned.
CREATE TABLE write_group (
  writer uuid NOT NULL,
  group_no bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  rows integer NOT NULL,
  -- how long the writer's group before this one took to commit
  previous_commit_ms real,
  PRIMARY KEY (writer, group_no)
);
--> statement-breakpoint
-- An answer given under a client's key, and a fingerprint of the input it was given for.
CREATE TABLE idempotency (
  scope text NOT NULL,
  key text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  fingerprint text NOT NULL,
  answer jsonb NOT NULL,
  PRIMARY KEY (scope, key)
);
--> statement-breakpoint
-- Counters of a minute by model version and source; packages/core/src/sketches/minute-counters.ts names them.
CREATE TABLE rollup_minute (
  model_version_id integer NOT NULL,
  at timestamptz NOT NULL,
  source text NOT NULL,
  counters bigint[] NOT NULL,
  PRIMARY KEY (model_version_id, at, source)
) WITH (fillfactor = 50);
--> statement-breakpoint
CREATE FUNCTION bigint_array_add(a bigint[], b bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_agg(coalesce(x, 0) + coalesce(y, 0) ORDER BY i) FROM unnest(a, b) WITH ORDINALITY AS pair (x, y, i)
$$;
--> statement-breakpoint
-- What happened, in commit order. `seq` is the cursor.
CREATE SEQUENCE feed_seq;
--> statement-breakpoint
CREATE TABLE feed (
  seq bigint NOT NULL PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  model_version_ids integer[] NOT NULL,
  prediction_ids uuid[] NOT NULL
);
--> statement-breakpoint
-- The lock makes the order of `seq` the order of commits: ids are not (a reader of "id > last" misses rows).
-- One NOTIFY a statement, of the seq alone: a commit with a pending NOTIFY takes a lock of the whole database, and
-- payloads are limited to 8000 bytes.
CREATE FUNCTION announce_predictions() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  next_seq bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM inserted) THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('kilter.feed'));
  next_seq := nextval('feed_seq');
  INSERT INTO feed (seq, model_version_ids, prediction_ids)
  SELECT next_seq, array_agg(DISTINCT model_version_id), array_agg(id ORDER BY id) FROM inserted;
  PERFORM pg_notify('kilter_feed', next_seq::text);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER prediction_announced AFTER INSERT ON prediction
REFERENCING NEW TABLE AS inserted
FOR EACH STATEMENT EXECUTE FUNCTION announce_predictions();
