import {
  treatmentEffect,
  type TreatedRow,
  type TreatmentEffect,
  type TreatmentWorth,
} from '@kilter/core/business/treatment-effect';
import type { Manifest } from '@kilter/core/features/manifest';
import { actedPredictions, type ActedRow } from '@kilter/db/queries/business';
import { rowConditions } from '../monitoring/filter-rows.ts';
import { positiveIndex, type Business, type Needs } from './read-business.ts';

/** Rows that are compared, at most: the newest of the cohort. */
const MOST_ROWS = 50_000;

export interface Treatment extends TreatmentEffect {
  /** More rows were treated or held out than are compared. */
  isSample: boolean;
}

/** Treated against held out over the closed cohort; null where nobody was treated and nobody held out. */
export async function readTreatment(
  needs: Needs,
  { model, cohort, filter }: Pick<Business, 'model' | 'cohort' | 'filter'>,
): Promise<Treatment | null> {
  const chosen = rowConditions(needs, model, filter);
  const found = await actedPredictions(needs.sql, { ...chosen, ...cohort, limit: MOST_ROWS + 1 });
  const rows = found.slice(0, MOST_ROWS).flatMap((row) => labelled(row, model.manifest));
  if (rows.length === 0) return null;
  return { ...treatmentEffect(rows, worthOf(model.manifest)), isSample: found.length > MOST_ROWS };
}

/** Silence means what the manifest says; where it means nothing, a row without a report is left out. */
function labelled({ label, ...row }: ActedRow, manifest: Manifest): TreatedRow[] {
  const absent = manifest.classes.indexOf(manifest.outcome?.absentMeans ?? '');
  const actual = label ?? absent;
  return actual < 0 ? [] : [{ ...row, isPositive: actual === positiveIndex(manifest) }];
}

/** Without a cost of its own, an action costs what a false positive loses. */
function worthOf({ costs }: Manifest): TreatmentWorth | null {
  if (costs === null || costs.valuePerSubject === null) return null;
  const actionCost = costs.actionCost ?? Math.max(0, -costs.falsePositive);
  return { valuePerSubject: costs.valuePerSubject, actionCost };
}
