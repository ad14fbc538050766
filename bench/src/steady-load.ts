import { setTimeout as wait } from 'node:timers/promises';

/** Sends so many requests a second, evenly, without waiting for answers; each must be answered well. */
export async function steadyLoad(
  url: string,
  bodies: readonly string[],
  perSecond: number,
  seconds: number,
): Promise<void> {
  const startedMs = performance.now();
  const pending: Promise<void>[] = [];
  for (let sent = 0; sent < perSecond * seconds; sent++) {
    const earlyMs = startedMs + (sent * 1000) / perSecond - performance.now();
    if (earlyMs > 0) await wait(earlyMs);
    pending.push(post(url, bodies[sent % bodies.length]));
  }
  await Promise.all(pending);
}

async function post(url: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!answer.ok || text.includes('"errors"')) throw new Error(text.slice(0, 300));
}
