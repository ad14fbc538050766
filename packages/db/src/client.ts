import { connect, type Socket } from 'node:net';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** Where a database is: a postgres:// URL, or a Unix socket's folder. */
export type DatabaseTarget =
  { url: string } | { socketDirectory: string; port: number; database: string; user: string };

/** What runs statements: a client or a transaction. */
export type Sql = postgres.ISql;
/** A client: a pool of connections. */
export type SqlClient = postgres.Sql;
export type EntityDatabase = PostgresJsDatabase;

export interface Database {
  /** Plain SQL: the data plane. */
  sql: SqlClient;
  /** drizzle: entity tables. On a client of its own, since drizzle rewires how a client reads and writes dates. */
  entities: EntityDatabase;
  target: DatabaseTarget;
  close(): Promise<void>;
}

export interface ClientOptions {
  max: number;
  applicationName: string;
  /** Longest wait for a connection, seconds. */
  connectTimeoutS?: number;
  /** Sends at once what is written (TCP_NODELAY): for COPY. */
  noDelay?: boolean;
}

export function createClient(target: DatabaseTarget, options: ClientOptions): SqlClient {
  const common = {
    max: options.max,
    connect_timeout: options.connectTimeoutS ?? 5,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => undefined,
    // Compiling a plan over some dozen partitions takes longer than running it.
    connection: { application_name: options.applicationName, TimeZone: 'UTC', jit: 'off' },
    // Seconds. Short, for whoever asks meanwhile waits, and a restart of the database should cost a moment only.
    backoff: (retries: number) => Math.min(0.5, 0.05 * 2 ** retries),
    ...(options.noDelay === true && 'url' in target ? { socket: openSocket } : {}),
  };
  if ('url' in target) return postgres(target.url, common);
  const { socketDirectory, port, database, user } = target;
  return postgres({ ...common, host: socketDirectory, port, database, user });
}

/** What the driver makes of a URL. */
interface ConnectOptions {
  host: string[];
  port: number[];
  /** Of a Unix socket. */
  path: string | false | undefined;
}

/** In place of the driver's own socket, which has no TCP_NODELAY; it takes one that is still connecting. */
function openSocket({ host: [host], port: [port], path }: ConnectOptions): Socket {
  if (typeof path === 'string') return connect({ path });
  // By its host the driver checks the server's certificate.
  return Object.assign(connect({ host, port, noDelay: true }), { host, port });
}

export function openDatabase(target: DatabaseTarget, applicationName = 'kilter'): Database {
  const sql = createClient(target, { max: 6, applicationName });
  const entityClient = createClient(target, { max: 2, applicationName });
  return {
    sql,
    entities: drizzle(entityClient, { casing: 'snake_case' }),
    target,
    close: async () => {
      await Promise.all([sql.end({ timeout: 2 }), entityClient.end({ timeout: 2 })]);
    },
  };
}

/** The same server, another database. */
export function withDatabase(target: DatabaseTarget, database: string): DatabaseTarget {
  if (!('url' in target)) return { ...target, database };
  const url = new URL(target.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}
