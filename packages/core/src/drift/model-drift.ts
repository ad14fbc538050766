import type { ColumnDrift } from './feature-drift.ts';

/** From this importance-weighted share of drifted features on, a warning. */
export const WARNING_SHARE = 0.3;

export interface RankedDrift extends ColumnDrift {
  /** Share of the model's importance, 0..1; the same for every feature where none is known. */
  readonly importance: number;
  /** Statistic x importance: by it features are ranked. 0 without a statistic. */
  readonly impact: number;
}

export interface ModelDrift {
  /** Features by impact, greatest first. */
  readonly features: readonly RankedDrift[];
  /** Of the model's answers; null where they were not compared. */
  readonly prediction: ColumnDrift | null;
  /** Features with a verdict. */
  readonly judged: number;
  readonly drifted: number;
  /** Importance of the drifted features over that of the judged ones, 0..1; null where none was judged. */
  readonly driftedShare: number | null;
  /**
   * Of the one drift alert: null when nothing drifted. WARNING when features drift and the answers too, or the drifted
   * share is over 0.3; else INFO. Never worse, since drift is not damage.
   */
  readonly severity: 'INFO' | 'WARNING' | null;
}

/** `importances` by feature, not negative, in any unit; null: not known. */
export function modelDrift(
  columns: readonly ColumnDrift[],
  importances: readonly (number | null)[],
  prediction: ColumnDrift | null,
): ModelDrift {
  const shares = importanceShares(importances);
  const features = columns
    .map((column, i) => ({ ...column, importance: shares[i], impact: (column.statistic ?? 0) * shares[i] }))
    .sort((a, b) => b.impact - a.impact);
  const judged = features.filter(({ verdict }) => verdict !== 'NOT_ENOUGH_DATA');
  const drifted = judged.filter((feature) => feature.drifted);
  const driftedShare = weightedShare(drifted, judged);
  return {
    features,
    prediction,
    judged: judged.length,
    drifted: drifted.length,
    driftedShare,
    severity: severityOf(drifted.length > 0, prediction?.drifted ?? false, driftedShare ?? 0),
  };
}

function severityOf(featuresDrifted: boolean, predictionDrifted: boolean, driftedShare: number) {
  if (!featuresDrifted) return predictionDrifted ? 'INFO' : null;
  return predictionDrifted || driftedShare > WARNING_SHARE ? 'WARNING' : 'INFO';
}

function importanceShares(importances: readonly (number | null)[]): number[] {
  const total = importances.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return importances.map((value) => (total > 0 ? (value ?? 0) / total : 1 / importances.length));
}

function weightedShare(drifted: readonly RankedDrift[], judged: readonly RankedDrift[]): number | null {
  if (judged.length === 0) return null;
  const weight = (features: readonly RankedDrift[]) =>
    features.reduce((sum, { importance }) => sum + importance, 0);
  // Judged features that the model does not use at all count alike.
  const all = weight(judged);
  return all > 0 ? weight(drifted) / all : drifted.length / judged.length;
}
