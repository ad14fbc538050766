import { createClient, type DatabaseTarget, type SqlClient } from '@kilter/db/client';
import type { RunningServer } from './processes.ts';

/** A connection to the embedded PostgreSQL of a server under test. */
export function connectTo(kilter: RunningServer, max = 1): SqlClient {
  const target: DatabaseTarget = {
    socketDirectory: `${kilter.dataDir}/postgres`,
    port: 5432,
    database: 'kilter',
    user: 'kilter',
  };
  return createClient(target, { max, applicationName: 'bench' });
}
