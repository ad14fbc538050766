import type { Sql, SqlClient } from '../client.ts';

/** Tables that are partitioned by the UTC day of their ids. */
const PARENTS = ['prediction', 'prediction_label', 'outcome'];

/** Partitions that are being dropped say so: what was detached by somebody else, to be archived, is not ours. */
const MARK = 'kilter: is being dropped';

/** A transaction that is open longer holds a partition back until the next try. */
const PATIENCE_MS = 60_000;

interface Partition {
  parent: string;
  name: string;
  /** Unix ms; the end of its UTC day. */
  endMs: number;
  /** A DETACH of it was broken off. */
  isPending: boolean;
  isMarked: boolean;
}

/**
 * Drops the partitions of days that lie wholly before a time (null: none), and what an earlier run could not finish.
 * Readers and writers of the others go on: a partition is detached CONCURRENTLY, which waits for the transactions that may
 * be using it, and dropped then. Answers the names of what is gone; null while another process is at it.
 */
export async function dropOldPartitions(
  sql: SqlClient,
  beforeMs: number | null,
  patienceMs = PATIENCE_MS,
): Promise<string[] | null> {
  // The lock and the limits are the session's: DETACH CONCURRENTLY runs in no transaction.
  const session = await sql.reserve();
  try {
    const [{ got }] = await session<{ got: boolean }[]>`
      SELECT pg_try_advisory_lock(hashtext('kilter.retention')) AS got`;
    if (!got) return null;
    try {
      await session`SELECT set_config('statement_timeout', ${String(patienceMs)}, false)`;
      return await dropThem(session, beforeMs);
    } finally {
      await session`SELECT set_config('statement_timeout', '0', false),
        pg_advisory_unlock(hashtext('kilter.retention'))`;
    }
  } finally {
    session.release();
  }
}

async function dropThem(sql: Sql, beforeMs: number | null): Promise<string[]> {
  const dropped: string[] = [];
  const drop = async (name: string) => {
    await sql`DROP TABLE ${sql(name)}`;
    dropped.push(name);
  };
  for (const name of await detachedPartitions(sql)) await drop(name);
  const attached = await attachedPartitions(sql);
  // Of one table only one may be pending: these first.
  for (const { parent, name } of attached.filter(({ isPending }) => isPending)) {
    await mark(sql, name, MARK);
    await sql`ALTER TABLE ${sql(parent)} DETACH PARTITION ${sql(name)} FINALIZE`;
    await drop(name);
  }
  for (const { parent, name, endMs, isMarked } of attached.filter(({ isPending }) => !isPending)) {
    if (beforeMs === null || endMs > beforeMs) {
      if (isMarked) await mark(sql, name, null);
      continue;
    }
    await mark(sql, name, MARK);
    await sql`ALTER TABLE ${sql(parent)} DETACH PARTITION ${sql(name)} CONCURRENTLY`.simple();
    await drop(name);
  }
  return dropped;
}

async function mark(sql: Sql, name: string, text: string | null): Promise<void> {
  await sql.unsafe(`COMMENT ON TABLE "${name}" IS ${text === null ? 'NULL' : `'${text}'`}`);
}

/** Oldest first. */
async function attachedPartitions(sql: Sql): Promise<Partition[]> {
  const rows = await sql<Omit<Partition, 'endMs'>[]>`
    SELECT parent.relname AS parent, part.relname AS name, inhdetachpending AS "isPending",
      coalesce(obj_description(part.oid, 'pg_class') = ${MARK}, false) AS "isMarked"
    FROM pg_inherits
    JOIN pg_class AS parent ON parent.oid = inhparent
    JOIN pg_class AS part ON part.oid = inhrelid
    WHERE parent.relname = ANY (${PARENTS}) AND parent.relkind = 'p'
      AND parent.relnamespace = current_schema()::regnamespace
    ORDER BY right(part.relname, 8), part.relname`;
  return rows.flatMap((row) => {
    const day = /_(\d{4})(\d\d)(\d\d)$/.exec(row.name);
    return day ? [{ ...row, endMs: Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3]) + 1) }] : [];
  });
}

/** Those that a run has detached, and then did not come to drop. */
async function detachedPartitions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
      AND relname ~ ${`^(${PARENTS.join('|')})_[0-9]{8}$`} AND obj_description(oid, 'pg_class') = ${MARK}
      AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = pg_class.oid)
    ORDER BY relname`;
  return rows.map(({ name }) => name);
}
