import type { Writable } from 'node:stream';
import type { Sql } from './client.ts';

/**
 * Sends lines to a `COPY ... FROM STDIN`, and ends when the server has taken them all. Throws what the database says. Over
 * TCP the client needs `noDelay`: the end of a COPY otherwise waits some 40 ms.
 */
export async function copyIn(sql: Sql, statement: string, lines: string): Promise<void> {
  const query = sql.unsafe(statement);
  const stream: Writable = await query.writable();
  await new Promise<void>((resolve, reject) => {
    // When the server refuses rows after the last of them was sent, the driver tells the query, which has long been
    // fulfilled with the stream, and nobody else: the stream would wait for ever.
    Object.assign(query, { reject });
    stream.once('error', reject);
    stream.once('finish', resolve);
    stream.end(lines);
  });
}
