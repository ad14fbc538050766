import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { createRandom, type Random } from '@kilter/core/training/random';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { predictionAt, writeRows } from './back-dated.ts';
import { RECORD_OUTCOMES, type OutcomeReportData } from './documents.ts';
import type { TestApp } from './test-app.ts';

export interface LabelledRow {
  row: PredictionRow;
  /** Index of the class: 1 is churn, reported; 0 is known by silence. */
  actual: number;
}

export interface HistoryPlan {
  fromMs: number;
  toMs: number;
  rows: number;
  seed: number;
  /** The share of customers who complain; 0.3 by default. */
  complaining?: number;
  /** Chance of churn by what the model says and by features, in place of what the model says. */
  truth?(probability: number, features: readonly number[]): number;
}

/** Columns of the churn model. */
const CITY_TIER = 2;
const GENDER = 5;
const TENURE = 0;
export const COMPLAIN = 12;

/** Predictions of the churn model, evenly over a time, with the outcomes of those who leave. */
export async function writeLabelledHistory(app: TestApp, plan: HistoryPlan): Promise<LabelledRow[]> {
  const { champion } = app.app.registry.find('churn');
  const random = createRandom(plan.seed);
  const history = Array.from({ length: plan.rows }, (_, i) => drawRow(plan, champion.id, i, random));
  const rows = history.map(({ row }) => row);
  await writeRows(app.db.sql, rows, champion.layout);
  const outcomes = history
    .filter(({ actual }) => actual === 1)
    .map(({ row }) => ({
      target: { predictionId: row.id },
      label: 'churn',
      at: new Date(idTimeMs(row.id) + 60_000).toISOString(),
    }));
  for (let start = 0; start < outcomes.length; start += 1_000) {
    const part = outcomes.slice(start, start + 1_000);
    const { recordOutcomes } = await app.client.ask<OutcomeReportData>(RECORD_OUTCOMES, { outcomes: part });
    if (recordOutcomes.recorded !== part.length) throw new Error('Some outcomes were not recorded.');
  }
  return history;
}

function drawRow(plan: HistoryPlan, modelVersionId: number, i: number, random: Random): LabelledRow {
  const { fromMs, toMs, complaining = 0.3, truth = (probability) => probability } = plan;
  const features = new Array<number>(18).fill(1);
  features[TENURE] = random() < 0.1 ? NaN : Math.floor(random() * 30);
  features[CITY_TIER] = 1 + Math.floor(random() * 3);
  features[GENDER] = Math.floor(random() * 2);
  features[COMPLAIN] = Number(random() < complaining);
  const score = 0.05 + 0.4 * features[COMPLAIN] + (features[TENURE] < 8 ? 0.3 : 0) + 0.2 * random();
  const probability = Math.round(1e6 * score) / 1e6;
  const tags = random() < 0.2 ? ['campaign'] : [];
  const atMs = fromMs + Math.floor(((toMs - fromMs) * i) / plan.rows);
  const row = predictionAt(atMs, { modelVersionId, subject: null, probability, features, tags });
  return { row, actual: Number(random() < truth(probability, features)) };
}
