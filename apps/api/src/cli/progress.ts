import { SingleBar } from 'cli-progress';

export interface Progress {
  /** `share` 0..1. */
  update(share: number, rows: number): void;
  stop(): void;
}

const STEPS = 1_000;

/** A bar on standard error; nothing where that is no terminal. */
export function startProgress(what: string): Progress {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: `${what} [{bar}] {percentage} % | {rows} rows | {duration_formatted}, {eta_formatted} to go`,
    hideCursor: true,
  });
  bar.start(STEPS, 0, { rows: '0' });
  return {
    update: (share, rows) => bar.update(Math.round(share * STEPS), { rows: rows.toLocaleString('en') }),
    stop: () => bar.stop(),
  };
}
