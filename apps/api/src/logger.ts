import { pino, type DestinationStream } from 'pino';

export type Logger = ReturnType<typeof createLogger>;

/** JSON lines on standard error; standard output is for people. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)) {
  const { isoTime: timestamp } = pino.stdTimeFunctions;
  // Without a serializer an Error is written as {}.
  const serializers = { error: pino.stdSerializers.err };
  return pino({ level, base: undefined, timestamp, serializers }, destination);
}
