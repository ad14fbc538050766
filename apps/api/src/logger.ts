import { pino } from 'pino';

export type Logger = ReturnType<typeof createLogger>;

/** JSON lines on standard error; standard output is for people. */
export function createLogger(level: string) {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
