import { fail } from '@kilter/core/errors/error-code';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { DAY_MS } from '@kilter/core/time/units';
import type { SqlClient } from '@kilter/db/client';
import { targetsOf, withLabels } from '@kilter/db/queries/label';
import { storeOutcomes, type OutcomeRow } from '@kilter/db/queries/outcome';
import { ensurePartitions } from '@kilter/db/queries/partition';
import type { PredictionSource } from '@kilter/db/queries/prediction';
import type { Registry } from '../models/registry.ts';
import { checkOutcome, isPredictionId, type OutcomeItem } from './check-outcome.ts';
import { labelPredictions } from './label-predictions.ts';
import { findTargets, matchOutcomes } from './match-outcomes.ts';
import { emptyReport, type OutcomeReport } from './outcome-report.ts';

export const MAX_OUTCOMES = 10_000;
const OUTCOMES_A_STEP = 500;
/** A prediction that is not here yet may still lie on another process's disk: so long an outcome waits for it. */
const PENDING_FOR_MS = DAY_MS;

/** Where outcomes come from, and when; what is simulated comes in the past. */
export interface OutcomeOrigin {
  source: PredictionSource;
  receivedAtMs(index: number): number;
}

export type RecordOutcomes = (
  items: readonly OutcomeItem[],
  origin?: OutcomeOrigin,
) => Promise<OutcomeReport>;

interface Dependencies {
  sql: SqlClient;
  registry: Registry;
  now(): number;
}

/** An outcome that is fit to be stored, and where it stands in the request. */
interface Checked {
  index: number;
  row: OutcomeRow;
}

/** The verb behind recordOutcomes. A bad outcome leaves its neighbours alone; the same outcome again changes nothing. */
export function createRecordOutcomes({ sql, registry, now }: Dependencies): RecordOutcomes {
  const knownDays = new Set<number>();
  const ensureDays = async (checked: readonly Checked[]) => {
    for (const { row } of checked) {
      const day = Math.floor(idTimeMs(row.id) / DAY_MS);
      if (knownDays.has(day)) continue;
      await ensurePartitions(sql, day * DAY_MS);
      knownDays.add(day);
    }
  };

  const recordStep = (step: readonly Checked[], report: OutcomeReport): Promise<void> =>
    withLabels(sql, async (tx) => {
      const stored = await storeOutcomes(
        tx,
        step.map(({ row }) => row),
      );
      const changed = step.filter(({ row }) => stored.has(row.id));
      const rows = changed.map(({ row }) => row);
      const targets = await findTargets(tx, registry, rows);
      await labelPredictions(tx, registry, targets);
      const matches = await matchOutcomes(tx, registry, rows, targets);
      report.duplicates += step.length - changed.length;
      changed.forEach(({ index, row }, i) => {
        const match = matches[i];
        if (!('reason' in match)) {
          report[stored.get(row.id) === 'NEW' ? 'recorded' : 'updated']++;
          if (match.isLate) report.late++;
        } else if (expectedMs(row) > now() - PENDING_FOR_MS) report.pending++;
        else report.unmatched.push({ index, ...match });
      });
    });

  return async (items, origin = { source: 'API', receivedAtMs: () => now() }) => {
    if (items.length === 0) fail('BAD_USER_INPUT', 'one outcome or more is needed', 'outcomes');
    if (items.length > MAX_OUTCOMES) {
      fail('BAD_USER_INPUT', `at most ${MAX_OUTCOMES.toLocaleString('en')} outcomes at once`, 'outcomes');
    }
    const ids = items.flatMap(({ target }) => target.predictionId?.toLowerCase() ?? []);
    const known = await targetsOf(sql, [...new Set(ids.filter((id) => isPredictionId(id, now())))]);
    const predicted = new Map(known.map((target) => [target.id, target]));
    const report = emptyReport();
    const checked: Checked[] = [];
    items.forEach((item, index) => {
      const reception = { source: origin.source, receivedAtMs: origin.receivedAtMs(index), predicted };
      const row = checkOutcome(item, `outcomes.${index}`, registry, reception);
      if ('reason' in row) report.unmatched.push({ index, ...row });
      else checked.push({ index, row });
    });
    await ensureDays(checked);
    for (const step of steps(checked)) await recordStep(step, report);
    report.unmatched.sort((a, b) => a.index - b.index);
    return report;
  };
}

/** Some hundred at a time, none twice in a step: of the same outcome, what comes later in the request counts later. */
function* steps(checked: readonly Checked[]): Generator<Checked[]> {
  const seen = new Map<string, number>();
  const rounds: Checked[][] = [];
  for (const item of checked) {
    const round = seen.get(item.row.id) ?? 0;
    seen.set(item.row.id, round + 1);
    (rounds[round] ??= []).push(item);
  }
  for (const round of rounds) {
    for (let from = 0; from < round.length; from += OUTCOMES_A_STEP) {
      yield round.slice(from, from + OUTCOMES_A_STEP);
    }
  }
}

/** When its prediction was made at the latest. */
const expectedMs = ({ id, subject, atMs }: OutcomeRow): number => (subject === null ? idTimeMs(id) : atMs);
