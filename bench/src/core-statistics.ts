import { readFileSync } from 'node:fs';
import {
  driftReport,
  driftReportOfCounts,
  type DriftFeature,
  type DriftReportOutcome,
} from '@kilter/core/drift/drift-report';
import { nullLimits } from '@kilter/core/drift/null-limits';
import { countValues, type ValueCounts } from '@kilter/core/drift/value-counts';
import { estimateCbpe, fitCbpe } from '@kilter/core/estimation/cbpe';
import { readTreeModel } from '@kilter/core/explain/read-tree-model';
import { pathDependentExplainer } from '@kilter/core/explain/tree-explainer';
import {
  addCategories,
  emptyCategoryCounts,
  readCategoryCounts,
} from '@kilter/core/sketches/category-counts';
import { addNumbers, emptyNumericCounts, readNumericCounts } from '@kilter/core/sketches/numeric-counts';
import { boost, defaultBoosting } from '@kilter/core/training/boosting';
import { rowCount } from '@kilter/core/training/dataset';
import { binaryLogistic } from '@kilter/core/training/objective';
import { createRandom } from '@kilter/core/training/random';
import { trainingTable } from '@kilter/core/training/training-table';
import { manifest } from './customers.ts';
import { median } from './statistics.ts';
import { drawColumns, trainingRows } from './synthetic-customers.ts';

const ROWS = 100_000;
const IN_WORDS = ROWS.toLocaleString('en');
/** Medians of so many runs, after one that does not count. */
const RUNS = 7;
const EXPLAINED_ROWS = 500;
const TREES = 300;
const DEPTH = 6;

/** What the statistics of packages/core cost, on synthetic customers of the churn model; no server. */
export function benchStatistics(): void {
  benchDrift();
  benchDistinctDrift();
  benchEstimation();
  benchExplanation();
  benchTraining();
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(
    `statistics: ${peakMb.toFixed(0)} MB of memory at the peak of this process (wanted: under 300)`,
  );
}

function tell(what: string, ms: number, wantedMs: number): void {
  console.log(`statistics: ${what}: ${ms.toFixed(ms < 10 ? 2 : 0)} ms (wanted: at most ${wantedMs})`);
}

function medianMs(work: () => void, runs = RUNS): number {
  work();
  const elapsed = Array.from({ length: runs }, () => {
    const startedMs = performance.now();
    work();
    return performance.now() - startedMs;
  });
  return median(elapsed);
}

function benchDrift(): void {
  const samples = { reference: drawColumns(ROWS, 1), current: drawColumns(ROWS, 2) };
  const features = driftFeatures(samples.reference);
  const what = `drift report of ${features.length} columns`;
  const fromRows = medianMs(() => check(driftReport({ features, ...samples })));
  tell(`${what}, ${IN_WORDS} + ${IN_WORDS} rows`, fromRows, 500);

  const counts = { reference: storedCounts(samples.reference), current: storedCounts(samples.current) };
  const fromCounts = medianMs(() => check(driftReportOfCounts({ features, ...counts })));
  tell(`${what}, from stored counts`, fromCounts, 5);
}

/** The worst case for counting. */
function benchDistinctDrift(): void {
  const distinct = { reference: distinctColumns(3), current: distinctColumns(4) };
  const numbers = driftFeatures(distinct.reference, 'NUMERIC');
  const fromDistinct = medianMs(() => check(driftReport({ features: numbers, ...distinct })));
  const what = `drift report of ${numbers.length} columns, ${IN_WORDS} + ${IN_WORDS} rows, hardly a value twice`;
  tell(what, fromDistinct, 500);
}

function check(outcome: { ok: true } | Extract<DriftReportOutcome, { ok: false }>): void {
  if (!outcome.ok) throw new Error(outcome.failure.message);
}

/** With limits and importances, as a model's reference.json has them. */
function driftFeatures(reference: readonly Float64Array[], everyKind?: 'NUMERIC'): DriftFeature[] {
  return manifest.features.map(({ name, kind: own }, i) => {
    const kind = everyKind ?? own;
    const limits = nullLimits(kind, countValues(reference[i]), createRandom(1));
    return { name, kind, limits, importance: 1 };
  });
}

function distinctColumns(seed: number): Float64Array[] {
  const random = createRandom(seed);
  return manifest.features.map(() => Float64Array.from({ length: ROWS }, random));
}

/** What a rollup holds. */
function storedCounts(columns: readonly Float64Array[]): ValueCounts[] {
  return manifest.features.map(({ kind, ...feature }, i) => {
    if (kind === 'CATEGORICAL') {
      const sketch = emptyCategoryCounts('categories' in feature ? feature.categories.length : 0);
      addCategories(sketch, columns[i]);
      return readCategoryCounts(sketch);
    }
    const { values } = countValues(columns[i]);
    const sketch = emptyNumericCounts({ from: values[0], to: values[values.length - 1] });
    addNumbers(sketch, columns[i]);
    return readNumericCounts(sketch);
  });
}

function benchEstimation(): void {
  const reference = scoredRows(5);
  const current = scoredRows(6);
  const learn = () => {
    const fitted = fitCbpe(reference, { seed: 1 });
    if (!fitted.ok) throw new Error(fitted.failure.message);
    return fitted.cbpe;
  };
  const cbpe = learn();
  const estimateMs = medianMs(() => check(estimateCbpe(cbpe, current)));
  tell(`CBPE with ROC AUC, estimate of ${IN_WORDS} rows`, estimateMs, 100);
  tell(`CBPE with ROC AUC, learning from ${IN_WORDS} rows`, medianMs(learn), 100);
}

/** Scores that want calibrating, most of them low. */
function scoredRows(seed: number) {
  const random = createRandom(seed);
  const scores = Float64Array.from({ length: ROWS }, () => random() ** 4);
  const predicted = Uint8Array.from(scores, (score) => Number(score >= 0.5));
  const targets = Uint8Array.from(scores, (score) => Number(random() < score ** 1.3));
  return { scores, predicted, targets };
}

function benchExplanation(): void {
  const model = readFileSync(new URL(`../../models/churn/${manifest.onnx.file}`, import.meta.url));
  const trees = readTreeModel(model, manifest.onnx.output);
  if (!trees.ok) throw new Error(trees.failure.message);
  const made = pathDependentExplainer(trees.model);
  if (!made.ok) throw new Error(made.failure.message);
  const rows = modelRows(EXPLAINED_ROWS);
  const allMs = medianMs(() => rows.forEach((row) => made.explainer.explain(row)));
  tell('TreeSHAP of a row on the shipped model', allMs / rows.length, 2);
}

/** Synthetic customers as the model sees them. */
function modelRows(rows: number): Float64Array[] {
  const drawn = drawColumns(rows, 7);
  const customers = Array.from({ length: rows }, (_, row) => drawn.map((column) => column[row]));
  const { columns } = trainingTable(manifest, customers, new Float64Array(rows));
  return customers.map((_, row) => Float64Array.from(columns, ({ values }) => values[row]));
}

function benchTraining(): void {
  const { data, source } = trainingRows();
  const options = { ...defaultBoosting, rounds: TREES, maximumDepth: DEPTH };
  const trainMs = medianMs(() => boost(data, binaryLogistic, options, createRandom(1)), 3);
  tell(`training ${TREES} trees of depth ${DEPTH} on ${rowCount(data)} ${source}`, trainMs, 1500);
}
