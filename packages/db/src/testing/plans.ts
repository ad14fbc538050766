import postgres from 'postgres';
import type { DatabaseTarget, SqlClient } from '../client.ts';

export interface PlanReader {
  /** One connection whose statements are explained as they run. */
  sql: SqlClient;
  /** The partitions that were looked into since the last call, sorted; pruned ones are not. */
  visited(): string[];
  close(): Promise<void>;
}

/** Reads the plans that PostgreSQL really follows, as `auto_explain` tells them. */
export async function readPlans(target: DatabaseTarget): Promise<PlanReader> {
  const plans: string[] = [];
  const options = { max: 1, onnotice: (notice: { message?: string }) => plans.push(notice.message ?? '') };
  const sql =
    'url' in target
      ? postgres(target.url, options)
      : postgres({ ...options, ...target, host: target.socketDirectory });
  await sql`LOAD 'auto_explain'`;
  await sql`SET auto_explain.log_min_duration = 0`;
  await sql`SET auto_explain.log_analyze = on`;
  await sql`SET auto_explain.log_timing = off`;
  await sql`SET client_min_messages = log`;
  return {
    sql,
    visited: () => {
      const scans = plans.splice(0).join('\n').split('\n');
      const names = scans.flatMap((line) => {
        const found = / on ((?:prediction|prediction_label|outcome)_\d{8})/.exec(line);
        return found && !line.includes('never executed') ? [found[1]] : [];
      });
      return [...new Set(names)].sort();
    },
    close: () => sql.end({ timeout: 1 }),
  };
}
