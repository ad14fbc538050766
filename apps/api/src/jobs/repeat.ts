import type { Logger } from '../logger.ts';

/** A job that is done again and again. */
export interface Repeated {
  /** Fulfilled when a run that is under way has ended. */
  stop(): Promise<void>;
}

export interface Job {
  name: string;
  run(): Promise<void>;
}

/** Runs a job at once and then after each interval, one run at a time. A run that fails is logged. */
export function every(intervalMs: number, job: Job, log: Logger): Repeated {
  const { start, settled } = oneAtATime(job, log);
  start();
  const timer = setInterval(start, intervalMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await settled();
    },
  };
}

/**
 * Runs a job at once, and then in the middle of each slot of the clock: a run that is late by less than half a slot is still
 * in its own, so that no slot is left out.
 */
export function everySlot(slotMs: number, job: Job, { log, now }: { log: Logger; now(): number }): Repeated {
  const { start, settled } = oneAtATime(job, log);
  let timer: NodeJS.Timeout;
  const atNextMiddle = () => {
    timer = setTimeout(
      () => {
        start();
        atNextMiddle();
      },
      slotMs - ((now() + slotMs / 2) % slotMs),
    ).unref();
  };
  start();
  atNextMiddle();
  return {
    stop: async () => {
      clearTimeout(timer);
      await settled();
    },
  };
}

/** Starting does nothing while the job is still at it. */
function oneAtATime({ name, run }: Job, log: Logger) {
  let running: Promise<void> | null = null;
  return {
    start: () => {
      running ??= run()
        .catch((error: unknown) => log.warn({ job: name, error }, 'job failed'))
        .finally(() => {
          running = null;
        });
    },
    settled: async () => {
      await running;
    },
  };
}
