import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { relabel } from '@kilter/core/outcomes/relabel';
import type { Sql } from '@kilter/db/client';
import { writeLabels, type Target } from '@kilter/db/queries/label';
import { outcomesOfPredictions, outcomesOfSubjects } from '@kilter/db/queries/outcome';
import type { Registry } from '../models/registry.ts';

/**
 * Brings the labels of predictions, and the counters with them, up to date with the outcomes that are stored. To be run
 * with the lock of the labels, in whose transaction `tx` is.
 */
export async function labelPredictions(
  tx: Sql,
  registry: Registry,
  targets: readonly Target[],
): Promise<void> {
  const byModel = Map.groupBy(targets, ({ modelVersionId }) => registry.version(modelVersionId).modelName);
  for (const [name, own] of byModel) {
    const { manifest, champion } = registry.find(name);
    const window = labelWindowOf(manifest);
    const times = own.map(({ atMs }) => atMs);
    const subjects = [...new Set(own.flatMap(({ subject }) => subject ?? []))];
    const ofSubjects = await outcomesOfSubjects(tx, {
      modelId: champion.modelId,
      subjects,
      fromMs: least(times),
      toMs: greatest(times) + window.windowMs,
    });
    const ofPredictions = await outcomesOfPredictions(
      tx,
      own.map(({ id }) => id),
    );
    const counted = own.map((target) => ({
      ...target,
      segmentNames: registry.version(target.modelVersionId).layout.segmentNames(target),
    }));
    await writeLabels(tx, relabel(counted, [...ofSubjects, ...ofPredictions], window, manifest.classes));
  }
}

const least = (values: readonly number[]) =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const greatest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
