import type { Feature, Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { findDuplicateRows, type DuplicateRows } from './duplicate-rows.ts';
import { countFeatures, type FeatureCounts } from './feature-counts.ts';
import { compileChecks, type CheckResult } from './manifest-checks.ts';
import type { QualityRow } from './quality-row.ts';
import { referenceShares, valueShares } from './reference-shares.ts';
import {
  ENOUGH_ROWS,
  judgeShare,
  missingLimit,
  rangeLimit,
  type QualityVerdict,
  type ShareVerdict,
} from './share-verdict.ts';
import { findStuckRun, type StuckRun } from './stuck-values.ts';
import { unseenTexts, type UnseenText } from './unseen-texts.ts';

/** The data quality of one feature, as far as counts tell. */
export interface FeatureQuality {
  readonly feature: string;
  readonly rows: number;
  readonly missing: ShareVerdict;
  readonly unseen: ShareVerdict;
  readonly outOfRange: ShareVerdict;
  /** Fractions where the manifest promises whole numbers. */
  readonly notWhole: ShareVerdict;
  /** One value only among at least two known ones. */
  readonly isConstant: boolean;
  /** ALERT: it is constant, and was not in the reference. */
  readonly constantVerdict: QualityVerdict;
  /** The worst of all verdicts of the feature. */
  readonly verdict: QualityVerdict;
}

/** What takes the rows themselves, in their order in time. */
export interface FeatureRowsQuality extends FeatureQuality {
  readonly unseenTexts: UnseenText[];
  /** One value in a row for too long; it alerts. */
  readonly stuck: StuckRun | null;
}

export interface QualityCountsReport {
  readonly rows: number;
  readonly features: FeatureQuality[];
  readonly verdict: QualityVerdict;
}

export interface QualityReport {
  readonly rows: number;
  readonly features: FeatureRowsQuality[];
  readonly checks: CheckResult[];
  /** A figure without a verdict: that customers come again unchanged is normal in many uses. */
  readonly duplicates: DuplicateRows;
  readonly verdict: QualityVerdict;
}

/**
 * The data quality of a window of encoded rows, in their order in time, against the reference. `reference` may lack
 * features (their reference shares are null, and limits are those of a clean reference). `chosenBy`: the feature by whose
 * value the rows were chosen, which is constant then, or missing, and never alerts. Never fails: under 300 rows the figures
 * stand without a verdict.
 */
export function qualityReport(
  manifest: Manifest,
  reference: Pick<Reference, 'features'>,
  rows: readonly QualityRow[],
  chosenBy: string | null = null,
): QualityReport {
  const counted = qualityReportOfCounts(manifest, reference, countFeatures(manifest, rows), chosenBy);
  const features = counted.features.map((quality, i) => {
    const feature = manifest.features[i];
    const usual = feature.name === chosenBy ? undefined : reference.features[feature.name];
    return withRows(quality, feature, i, usual, rows);
  });
  const checks = compileChecks(manifest)(rows);
  const duplicates = findDuplicateRows(rows.map(({ values }) => values));
  const verdict = worstVerdict([...features, ...checks].map((part) => part.verdict));
  return { rows: rows.length, features, checks, duplicates, verdict };
}

/** The same as far as stored counts tell: one a feature in the manifest's order. */
export function qualityReportOfCounts(
  manifest: Manifest,
  reference: Pick<Reference, 'features'>,
  counts: readonly FeatureCounts[],
  chosenBy: string | null = null,
): QualityCountsReport {
  const features = manifest.features.map((feature, i) =>
    featureQuality(feature, reference, counts[i], feature.name === chosenBy),
  );
  const rows = features.reduce((most, feature) => Math.max(most, feature.rows), 0);
  return { rows, features, verdict: worstVerdict(features.map(({ verdict }) => verdict)) };
}

function featureQuality(
  feature: Feature,
  reference: Pick<Reference, 'features'>,
  counts: FeatureCounts,
  isChosen: boolean,
): FeatureQuality {
  const { rows } = counts;
  const normal = referenceShares(feature, reference.features[feature.name]);
  const known = rows - counts.missing - counts.unseen;
  const isConstant = known >= 2 && counts.least === counts.greatest;
  const missingShare = normal?.missing ?? null;
  const outsideShare = normal?.outOfRange ?? null;
  const missing = judgeShare(
    counts.missing,
    rows,
    missingShare,
    isChosen ? 1 : missingLimit(missingShare, rows),
  );
  const unseen = judgeShare(counts.unseen, rows, normal && 0, isChosen ? 1 : rangeLimit(0));
  const outOfRange = judgeShare(
    counts.outOfRange,
    rows,
    outsideShare,
    isChosen ? 1 : rangeLimit(outsideShare),
  );
  const notWhole = judgeShare(counts.notWhole, rows, normal && 0, rangeLimit(0));
  const isSuddenlyConstant = isConstant && normal?.isConstant === false && !isChosen;
  const constantVerdict = known < ENOUGH_ROWS ? 'NOT_ENOUGH_DATA' : isSuddenlyConstant ? 'ALERT' : 'OK';
  const verdict = worstVerdict([missing, unseen, outOfRange, notWhole].map((part) => part.verdict));
  return {
    feature: feature.name,
    rows,
    missing,
    unseen,
    outOfRange,
    notWhole,
    isConstant,
    constantVerdict,
    verdict: constantVerdict === 'ALERT' ? 'ALERT' : verdict,
  };
}

function withRows(
  quality: FeatureQuality,
  feature: Feature,
  index: number,
  reference: Reference['features'][string] | undefined,
  rows: readonly QualityRow[],
): FeatureRowsQuality {
  const values = Float64Array.from(rows, (row) => row.values[index]);
  const stuck =
    reference === undefined ? null : findStuckRun(values, valueShares(reference), knownRows(reference));
  const isStuck = stuck !== null && rows.length >= ENOUGH_ROWS;
  return {
    ...quality,
    verdict: isStuck ? 'ALERT' : quality.verdict,
    unseenTexts: feature.kind === 'CATEGORICAL' ? unseenTexts(feature, rows) : [],
    stuck,
  };
}

function knownRows(reference: Reference['features'][string]): number {
  const counts = reference.kind === 'CATEGORICAL' ? reference.counts : reference.distribution.counts;
  return counts.reduce((sum, count) => sum + count, 0);
}

/** One alert makes an alert; without one, too little data is said only where no part has a verdict. */
function worstVerdict(verdicts: readonly QualityVerdict[]): QualityVerdict {
  if (verdicts.includes('ALERT')) return 'ALERT';
  return verdicts.includes('OK') ? 'OK' : 'NOT_ENOUGH_DATA';
}
