import { oneRowPerSubject } from '../comparison/one-row-per-subject.ts';
import { newcombeInterval } from '../statistics/newcombe-interval.ts';
import { normalReach } from '../statistics/normal-quantile.ts';
import { alongLine, type BoundedValue } from './bounded-value.ts';

/** A labelled prediction whose subject was treated, or held out. */
export interface TreatedRow {
  /** Of the prediction. */
  id: string;
  subject: string | null;
  /** Something was done about it. */
  isTreated: boolean;
  /** Kept from any action, by chance. */
  isHeldOut: boolean;
  isPositive: boolean;
}

/** One side of the comparison; one row a subject. */
export interface TreatmentGroup {
  subjects: number;
  positives: number;
  /** positives / subjects; null without subjects. */
  positiveRate: number | null;
}

export interface TreatmentEffect {
  treated: TreatmentGroup;
  heldOut: TreatmentGroup;
  /** Subjects that were held out, and treated all the same: they stay with those held out. */
  contaminated: number;
  /**
   * Positive rate of the treated minus that of those held out: negative where the treatment keeps subjects from the positive
   * class (churn). Null while a side is empty.
   */
  uplift: BoundedValue | null;
  /** Of treating one subject: what it keeps from being lost, less the cost of the action. Null without uplift or value. */
  valuePerTreated: BoundedValue | null;
}

/** In the manifest's currency. */
export interface TreatmentWorth {
  /** What a subject of the positive class is worth that is lost with it. */
  valuePerSubject: number;
  actionCost: number;
}

/**
 * Compares the treated with those held out, one row a subject, chosen without regard to its outcome. The uplift has
 * Newcombe's 95 % interval. It is the effect of the treatment as far as chance alone said who was held out: subjects without
 * either are no part of it, since why they were not treated is not known.
 */
export function treatmentEffect(rows: readonly TreatedRow[], worth: TreatmentWorth | null): TreatmentEffect {
  const places = oneRowPerSubject(
    rows.map(({ subject }) => subject),
    rows.map(({ id }) => id),
  );
  const own = [...places].map((place) => rows[place]);
  const heldOut = own.filter(({ isHeldOut }) => isHeldOut);
  const sides = {
    treated: groupOf(own.filter(({ isTreated, isHeldOut }) => isTreated && !isHeldOut)),
    heldOut: groupOf(heldOut),
  };
  const uplift = upliftOf(sides.treated, sides.heldOut);
  return {
    ...sides,
    contaminated: heldOut.filter(({ isTreated }) => isTreated).length,
    uplift,
    valuePerTreated: uplift && worth && alongLine(uplift, -worth.valuePerSubject, -worth.actionCost),
  };
}

function groupOf(rows: readonly TreatedRow[]): TreatmentGroup {
  const positives = rows.filter(({ isPositive }) => isPositive).length;
  const subjects = rows.length;
  return { subjects, positives, positiveRate: subjects > 0 ? positives / subjects : null };
}

function upliftOf(treated: TreatmentGroup, heldOut: TreatmentGroup): BoundedValue | null {
  if (treated.positiveRate === null || heldOut.positiveRate === null) return null;
  const asShare = ({ positives, subjects }: TreatmentGroup) => ({ hits: positives, of: subjects });
  const bounds = newcombeInterval(asShare(treated), asShare(heldOut), normalReach(0.95));
  return { value: treated.positiveRate - heldOut.positiveRate, ...bounds };
}
