import type { NullLimits } from '@kilter/core/drift/null-limits';
import { countsOfScoreBins, scoreBinsOfReference } from '@kilter/core/drift/prediction-drift';
import { countsOfReference, limitsOfReference, limitsOfScores } from '@kilter/core/drift/reference-counts';
import { noCounts, type ValueCounts } from '@kilter/core/drift/value-counts';
import type { Manifest } from '@kilter/core/features/manifest';
import type { Reference } from '@kilter/core/features/reference';

/** The training reference as samples: one a feature in the manifest's order, and the scores. */
export interface TrainingSide {
  rows: number;
  features: { counts: ValueCounts; limits: NullLimits | null; importance: number | null }[];
  /** Null but for two classes. */
  scores: { counts: ValueCounts; limits: NullLimits | null } | null;
}

const known = new WeakMap<Reference, TrainingSide>();

/** Read out of a reference once. A feature that it lacks has no values. */
export function trainingSide({ features, task }: Manifest, reference: Reference): TrainingSide {
  let side = known.get(reference);
  if (side === undefined) {
    const ofTwo = task === 'BINARY_CLASSIFICATION' ? reference.scores : null;
    side = {
      rows: reference.rows,
      features: features.map(({ name }) => ({
        counts: name in reference.features ? countsOfReference(reference.features[name]) : noCounts,
        limits: limitsOfReference(reference, name),
        importance: reference.importance?.shares[name] ?? null,
      })),
      scores: ofTwo && {
        counts: countsOfScoreBins(scoreBinsOfReference(ofTwo)),
        limits: limitsOfScores(reference),
      },
    };
    known.set(reference, side);
  }
  return side;
}
