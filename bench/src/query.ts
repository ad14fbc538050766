import { DAY_MS } from '@kilter/core/time/units';
import type { SqlClient } from '@kilter/db/client';
import { connectTo } from './kilter-database.ts';
import { createRowMaker, loadRows } from './load-rows.ts';
import { startKilter, type RunningServer } from './processes.ts';
import { quantile } from './statistics.ts';

const SIZES = [100_000, 1_000_000, 10_000_000];
const ASKED = 200;
const WARM_UP = 40;

const PERFORMANCE = `query Performance($window: WindowInput, $filter: FilterInput) {
  performance(window: $window, filter: $filter) {
    from to status totalPredictions errorRate positiveRate averageConfidence
    responseTimeMs { average p50 p95 p99 } throughput { perHour perDay } labels { label count }
    measured { ... on ClassificationMetrics { labelled maturity accuracy precision recall rocAuc } }
    estimated { accuracy { value lower upper } recall { value lower upper } rocAuc { value lower upper } }
  }
}`;
const DRIFT = `query Drift($window: WindowInput) {
  drift(window: $window) {
    from to rows verdict driftedShare
    features {
      feature kind method dialect statistic limit effect pValue importance drifted
      reference { label share } current { label share }
    }
    prediction { method statistic limit drifted }
  }
}`;
const window = { hours: 24 };
const filter = { segment: { feature: 'cityTier', value: '1' } };

const QUESTIONS = {
  'Performance 24 h': { body: { query: PERFORMANCE, variables: { window } }, isDirty: false, wantedMs: 8 },
  'Drift 24 h': { body: { query: DRIFT, variables: { window } }, isDirty: false, wantedMs: 8 },
  'Performance 24 h, one segment': {
    body: { query: PERFORMANCE, variables: { window, filter } },
    isDirty: false,
    wantedMs: 15,
  },
  'Performance 24 h, with dirty hours': {
    body: { query: PERFORMANCE, variables: { window } },
    isDirty: true,
    wantedMs: 15,
  },
  'Drift 24 h, with dirty hours': {
    body: { query: DRIFT, variables: { window } },
    isDirty: true,
    wantedMs: 15,
  },
};

/**
 * Queries over the last 24 hours at three volumes, all rows within these hours. Dirty hours: before each question some rows of
 * the past come in, and are not folded yet.
 */
export async function benchQuery(): Promise<void> {
  const kilter = await startKilter();
  const sql = connectTo(kilter, 2);
  try {
    const [{ id }] = await sql<{ id: number }[]>`SELECT id FROM model_version`;
    const makeRow = createRowMaker(id);
    const p50: Record<string, number[]> = {};
    let loaded = 0;
    for (const size of SIZES) {
      const startedMs = performance.now();
      await loadRows(sql, makeRow, { rows: size - loaded, overMs: DAY_MS, toMs: Date.now() });
      const rate = (size - loaded) / ((performance.now() - startedMs) / 1000);
      loaded = size;
      await settled(sql);
      console.log(`  ${size.toLocaleString('en')} rows (loaded at ${rate.toFixed(0)} rows/s)`);
      for (const [name, { body, isDirty }] of Object.entries(QUESTIONS)) {
        const disturb = isDirty ? () => addPast(sql, makeRow) : async () => undefined;
        const times = await timesOf(kilter, JSON.stringify(body), disturb);
        (p50[name] ??= []).push(quantile(times, 0.5));
        console.log(
          `    ${name}: p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
        );
      }
    }
    for (const [name, { wantedMs, isDirty }] of Object.entries(QUESTIONS)) {
      const [least] = p50[name];
      const most = p50[name][SIZES.length - 1];
      const ratio = isDirty
        ? ''
        : `, ${(most / least).toFixed(2)} times that at the least (wanted: at most 1.3)`;
      console.log(
        `query: ${name}: p50 ${most.toFixed(1)} ms at the most rows (wanted: at most ${wantedMs})${ratio}`,
      );
    }
  } finally {
    await sql.end({ timeout: 1 });
    await kilter.stop();
  }
}

/** Until the server has folded everything in and knows where its rows lie. */
async function settled(sql: SqlClient): Promise<void> {
  for (;;) {
    const [{ waiting }] = await sql<{ waiting: number }[]>`SELECT count(*)::int AS waiting FROM rollup_delta`;
    if (waiting === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await sql`ANALYZE prediction, rollup`;
}

/** Twenty rows over the last day. */
const addPast = (sql: SqlClient, makeRow: ReturnType<typeof createRowMaker>) =>
  loadRows(sql, makeRow, { rows: 20, overMs: DAY_MS, toMs: Date.now() });

async function timesOf(
  { url }: RunningServer,
  body: string,
  disturb: () => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (let asked = 0; asked < WARM_UP + ASKED; asked++) {
    if (asked % 4 === 0) await disturb();
    const startedMs = performance.now();
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await answer.text();
    if (asked >= WARM_UP) times.push(performance.now() - startedMs);
    if (text.includes('"errors"')) throw new Error(text.slice(0, 500));
  }
  return times;
}
