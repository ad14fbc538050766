import type { ChangeWindow } from '@kilter/core/change/change-window';
import { countedSums } from '@kilter/core/change/counted-sums';
import { wholeMessage } from '@kilter/core/change/change-message';
import {
  tellingOf,
  tellSegmentation,
  type FeatureExplanation,
  type Segmentation,
  type Told,
} from '@kilter/core/change/explain-change';
import type { JudgedPart } from '@kilter/core/change/mean-change';
import { metricValues, type ChangeMetric } from '@kilter/core/change/row-metrics';
import { accountBySegment } from '@kilter/core/change/segment-account';
import { setApart } from '@kilter/core/change/set-apart';
import { mergeSums, segmentSums, type SegmentSums } from '@kilter/core/change/segment-sums';
import { fail, failure, KilterError } from '@kilter/core/errors/error-code';
import { planMeasured, type MeasuredPlan } from '@kilter/core/monitoring/measured';
import { resolveWindow, type TimeWindow, type WindowRequest } from '@kilter/core/monitoring/window';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { segmentName } from '@kilter/core/sketches/rollup-counters';
import type { SampledRow } from '@kilter/db/queries/sample';
import type { ServedModel } from '../models/registry.ts';
import {
  partOf,
  sumCounters,
  sumSegments,
  type Needs,
  type RowFilter,
  type RowsRequest,
} from '../monitoring/read-counters.ts';
import { sampleRows } from '../monitoring/sample-rows.ts';
import { runOnThread } from '../threads/run-on-thread.ts';
import type { accountOf } from './account-worker.ts';

export interface ChangeQuestion extends Pick<RowsRequest, 'model' | 'filter'> {
  metric: ChangeMetric;
  from: WindowRequest;
  to: WindowRequest;
}

/** One of the windows that are compared. */
export interface ChangeSide {
  window: TimeWindow;
  /** With a known metric. */
  rows: number;
  /** Of the metric over them. */
  mean: number;
}

/** Why a metric changed. */
export interface ChangeAccount {
  model: ServedModel;
  metric: ChangeMetric;
  filter: RowFilter;
  before: ChangeSide;
  after: ChangeSide;
  whole: Told<JudgedPart>;
  /** The most telling first. */
  segmentations: Segmentation[];
  /** From a sample: counters hold neither the confidence of several classes nor what lies in two segments. */
  isSampled: boolean;
}

/** Throws BAD_USER_INPUT for windows that overlap and for a regression, INSUFFICIENT_DATA under 300 rows with a metric. */
export async function readChange(needs: Needs, question: ChangeQuestion): Promise<ChangeAccount> {
  const model = needs.registry.find(question.model);
  const { metric } = question;
  const filter = question.filter ?? {};
  checkMetric(model, metric);
  const nowMs = needs.now();
  const plans = {
    before: planOf(model, metric, question.from, 'from', nowMs),
    after: planOf(model, metric, question.to, 'to', nowMs),
  };
  const windows = setApart(plans.before.cohort, plans.after.cohort);
  if (windows === null) return fail('BAD_USER_INPUT', 'the two windows must not overlap', 'to');
  const [before, after] = [
    await readSums(needs, { model, metric, filter }, { ...plans.before, cohort: windows.before }),
    await readSums(needs, { model, metric, filter }, { ...plans.after, cohort: windows.after }),
  ];
  const total = accountBySegment(before.all, after.all);
  if (!total.ok) throw new KilterError(total.failure);
  const { account } = total;
  return {
    model,
    metric,
    filter,
    before: { window: windows.before, rows: mergeSums(before.all.values()).count, mean: account.before },
    after: { window: windows.after, rows: mergeSums(after.all.values()).count, mean: account.after },
    whole: { ...account.whole, message: wholeMessage(metric, account) },
    segmentations: model.champion.layout.segments
      .flatMap(({ feature }) => {
        const sums = [before, after].map(({ bySegment }) => bySegment.get(feature) ?? new Map());
        return tellSegmentation(metric, feature, sums[0], sums[1]) ?? [];
      })
      .sort((a, b) => tellingOf(b) - tellingOf(a)),
    isSampled: before.isSampled || after.isSampled,
  };
}

export interface FeatureChange extends FeatureExplanation {
  /** Rows that were looked at. */
  rowsBefore: number;
  rowsAfter: number;
}

/** The account by feature, from a sample of the rows of both windows. Takes a second or so. */
export async function readFeatureChange(
  needs: Needs,
  { model, metric, filter, before, after }: ChangeAccount,
): Promise<FeatureChange> {
  const rows = [
    await sampleRows(needs, model, before.window, filter),
    await sampleRows(needs, model, after.window, filter),
  ];
  const [older, newer] = rows.map((all) => changeWindow(model, metric, all));
  const { features } = await runOnThread<typeof accountOf>(new URL('./account-worker.ts', import.meta.url), {
    metric,
    before: older,
    after: newer,
    features: model.manifest.features,
    segments: [],
    seed: 1,
  });
  return { ...features, rowsBefore: rows[0].length, rowsAfter: rows[1].length };
}

function checkMetric({ name, manifest }: ServedModel, metric: ChangeMetric): void {
  if (manifest.task === 'REGRESSION') {
    fail('BAD_USER_INPUT', `"${name}" is a regression: it has none of these metrics`, 'model');
  }
  if (metric === 'POSITIVE_RATE' && manifest.positiveClass === null) {
    fail('BAD_USER_INPUT', `"${name}" has no positive class`, 'metric');
  }
}

/** The window, as `cohort`; for ACCURACY the part of it whose label windows are closed. */
function planOf(
  { manifest }: ServedModel,
  metric: ChangeMetric,
  request: WindowRequest,
  field: string,
  nowMs: number,
): MeasuredPlan {
  const result = resolveWindow(request, nowMs);
  if (!result.ok) {
    const { code, message, field: at } = result.failure;
    throw new KilterError(
      failure(code, message.replace(/^window/, field), at?.replace(/^window/, field) ?? field),
    );
  }
  const { window } = result;
  const plan = planMeasured(window, labelWindowOf(manifest), 'PREDICTION', nowMs);
  if (metric !== 'ACCURACY') return { ...plan, cohort: window };
  if (plan.cohort.toMs > window.fromMs) return plan;
  return fail('INSUFFICIENT_DATA', `no label window of "${field}" is closed yet`, field);
}

interface ReadSums {
  all: SegmentSums;
  bySegment: ReadonlyMap<string, SegmentSums>;
  isSampled: boolean;
}

type Account = Pick<ChangeAccount, 'model' | 'metric' | 'filter'>;

/** From the stored counters; what they do not hold, from a sample. */
async function readSums(needs: Needs, account: Account, plan: MeasuredPlan): Promise<ReadSums> {
  const { model, metric, filter } = account;
  const { manifest, champion } = model;
  if (partOf(model, filter) !== 'CORE') return sampledSums(needs, account, plan);
  const all = countedSums(metric, await sumCounters(needs, model, plan.cohort, filter), plan, manifest);
  if (all === null) return sampledSums(needs, account, plan);
  const prefixes = champion.layout.segments.map(
    ({ feature }) => [feature, segmentName(feature, '')] as const,
  );
  const [counted] = await sumSegments(
    needs,
    model,
    [plan.cohort],
    prefixes.map(([, prefix]) => prefix),
    filter,
  );
  const bySegment = prefixes.map(([feature, prefix]) => {
    const sums = [...counted].flatMap(([name, counters]) => {
      const found = name.startsWith(prefix) ? countedSums(metric, counters, plan, manifest) : null;
      return found && found.count > 0 ? [[name.slice(prefix.length), found] as const] : [];
    });
    return [feature, new Map(sums)] as const;
  });
  return { all: new Map([['all', all]]), bySegment: new Map(bySegment), isSampled: false };
}

async function sampledSums(
  needs: Needs,
  { model, metric, filter }: Account,
  plan: MeasuredPlan,
): Promise<ReadSums> {
  const { manifest, champion } = model;
  const rows = await sampleRows(needs, model, plan.cohort, filter);
  const { values } = changeWindow(model, metric, rows);
  const bySegment = champion.layout.segments.map(({ feature, labels, codeOf }) => {
    const column = manifest.features.findIndex(({ name }) => name === feature);
    const codes = rows.map(({ features }) => codeOf(features[column]));
    return [feature, segmentSums(codes, values, (code) => labels[code])] as const;
  });
  const all = segmentSums(new Uint8Array(rows.length), values, () => 'all');
  return { all, bySegment: new Map(bySegment), isSampled: true };
}

/** Rows of closed label windows: silence means what the manifest says. */
function changeWindow(
  { manifest }: ServedModel,
  metric: ChangeMetric,
  rows: readonly SampledRow[],
): ChangeWindow {
  const absent = manifest.classes.indexOf(manifest.outcome?.absentMeans ?? '');
  const silent = absent < 0 ? NaN : absent;
  const answers = {
    labels: rows.map(({ label }) => label ?? NaN),
    confidences: rows.map(({ confidence }) => confidence ?? NaN),
    truths: rows.map(({ actual }) => actual ?? silent),
  };
  return {
    values: metricValues(metric, answers, manifest.classes.indexOf(manifest.positiveClass ?? '')),
    columns: manifest.features.map(({ kind }, i) => ({
      kind,
      values: Float32Array.from(rows, ({ features }) => features[i]),
    })),
  };
}
