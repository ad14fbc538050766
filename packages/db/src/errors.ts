/**
 * What a failed statement means:
 * AWAY  the database is not there or is going away; the same statement may succeed later (SQLSTATE 08, 53, 57 and the
 *       driver's own connection errors);
 * DATA  a row is at fault (SQLSTATE 22 and 23): repeating it changes nothing;
 * OTHER anything else: a defect.
 */
export type DatabaseFailure = 'AWAY' | 'DATA' | 'OTHER';

const CONNECTION_ERRORS = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** Serialisation failures and deadlocks (class 40) are worth repeating too. */
const AWAY_CLASSES = new Set(['08', '53', '57', '40']);
/** Somebody else held a lock for too long. */
const LOCK_TIMEOUT = '55P03';
const DATA_CLASSES = new Set(['22', '23']);

export function databaseFailure(error: unknown): DatabaseFailure {
  const code = errorCode(error);
  if (CONNECTION_ERRORS.has(code) || code === LOCK_TIMEOUT) return 'AWAY';
  const sqlClass = code.slice(0, 2);
  if (AWAY_CLASSES.has(sqlClass)) return 'AWAY';
  return DATA_CLASSES.has(sqlClass) ? 'DATA' : 'OTHER';
}

/** SQLSTATE or the driver's code; drizzle wraps the error and keeps it as the cause. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? errorCode(error.cause) : '';
}
