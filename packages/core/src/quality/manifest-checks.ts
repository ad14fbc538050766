import type { ComparisonOperator, ManifestCheck } from '../features/manifest-checks.ts';
import { compileTextPattern } from '../features/text-pattern.ts';
import type { Feature, Manifest } from '../features/manifest.ts';
import { absence, type QualityRow } from './quality-row.ts';
import { judgeShare, type ShareVerdict } from './share-verdict.ts';

const MOST_EXAMPLES = 5;

export interface CheckResult extends ShareVerdict {
  /** Where the check stands in the manifest. */
  readonly index: number;
  readonly kind: ManifestCheck['kind'];
  /** In words: the manifest's description, else what was checked. */
  readonly description: string;
  /** Rows to which it applies: those where what it compares is known. */
  readonly rows: number;
  /** Indices into the rows given of the first few that break it. */
  readonly examples: number[];
}

/** Evaluates the checks over rows; the results are in the manifest's order. */
export type CheckEvaluator = (rows: readonly QualityRow[]) => CheckResult[];

/** Whether a row passes; null where the check does not apply to it. */
type RowTest = (row: QualityRow) => boolean | null;

/**
 * Compiles the manifest's own checks. A missing value breaks no CROSS_FIELD and no PATTERN check. A check alerts when
 * more than its allowed share of the rows breaks it, at least five of them, in at least 300 rows.
 */
export function compileChecks(manifest: Manifest): CheckEvaluator {
  const compiled = manifest.checks.map((check, index) => ({
    index,
    check,
    test: compileCheck(check, manifest.features),
  }));
  return (rows) => compiled.map(({ index, check, test }) => evaluate(index, check, test, rows));
}

function evaluate(
  index: number,
  check: ManifestCheck,
  test: RowTest,
  rows: readonly QualityRow[],
): CheckResult {
  const examples: number[] = [];
  let applied = 0;
  let broken = 0;
  for (let row = 0; row < rows.length; row++) {
    const passes = test(rows[row]);
    if (passes === null) continue;
    applied++;
    if (passes) continue;
    broken++;
    if (examples.length < MOST_EXAMPLES) examples.push(row);
  }
  const verdict = judgeShare(broken, applied, null, check.allowedShare);
  const description = check.description === '' ? describe(check) : check.description;
  return { index, kind: check.kind, description, rows: applied, ...verdict, examples };
}

function describe(check: ManifestCheck): string {
  switch (check.kind) {
    case 'CROSS_FIELD':
      return `${check.left} ${check.operator} ${check.right}`;
    case 'PATTERN':
      return `${check.feature} matches ${check.pattern}`;
    case 'ALLOWED_SHARE':
      return `${check.feature} is ${check.of === 'ZERO' ? 'zero' : 'missing'} in at most ${check.allowedShare * 100} %`;
  }
}

function compileCheck(check: ManifestCheck, features: readonly Feature[]): RowTest {
  const indexOf = (name: string) => features.findIndex((feature) => feature.name === name);
  switch (check.kind) {
    case 'CROSS_FIELD':
      return crossFieldTest(
        indexOf(check.left),
        check.operator,
        typeof check.right === 'number' ? check.right : { feature: indexOf(check.right) },
      );
    case 'PATTERN':
      return patternTest(features, indexOf(check.feature), check.pattern);
    case 'ALLOWED_SHARE':
      return shareTest(features, indexOf(check.feature), check.of);
  }
}

const comparisons: Record<ComparisonOperator, (left: number, right: number) => boolean> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>=': (left, right) => left >= right,
  '>': (left, right) => left > right,
};

function crossFieldTest(
  left: number,
  operator: ComparisonOperator,
  right: number | { feature: number },
): RowTest {
  const compare = comparisons[operator];
  return ({ values }) => {
    const a = values[left];
    const b = typeof right === 'number' ? right : values[right.feature];
    return Number.isFinite(a) && Number.isFinite(b) ? compare(a, b) : null;
  };
}

/** Known categories are matched once, here; a text is matched for unseen ones alone. */
function patternTest(features: readonly Feature[], index: number, pattern: string): RowTest {
  const feature = features[index];
  const compiled = compileTextPattern(pattern);
  const matches = compiled.ok ? compiled.matches : () => true;
  const known = feature.kind === 'CATEGORICAL' ? feature.categories.map(matches) : [];
  return ({ values, raw }) => {
    if (!Number.isNaN(values[index])) return known[values[index]] ?? null;
    const text = raw?.[feature.name];
    return text === undefined ? null : matches(text);
  };
}

/** An unseen category is not missing. */
function shareTest(features: readonly Feature[], index: number, of: 'MISSING' | 'ZERO'): RowTest {
  const { name } = features[index];
  if (of === 'MISSING') return (row) => absence(row, index, name) !== 'MISSING';
  return ({ values }) => (Number.isFinite(values[index]) ? values[index] !== 0 : null);
}
