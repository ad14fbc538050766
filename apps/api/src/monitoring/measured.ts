import {
  answeredCount,
  measuredLabels,
  planMeasured,
  summarizeMeasured,
  type Measured,
} from '@kilter/core/monitoring/measured';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { emptyCounters, type LabelAxis } from '@kilter/core/sketches/label-counters';
import type { ServedModel } from '../models/registry.ts';
import { sumCounters, type Needs, type RowFilter } from './read-counters.ts';

/** The figures of a window against recorded outcomes; null for a regression, and while nothing is labelled. */
export async function readMeasured(
  needs: Needs,
  model: ServedModel,
  asked: TimeWindow,
  axis: LabelAxis,
  filter: RowFilter = {},
): Promise<Measured | null> {
  const { manifest } = model;
  const classes = manifest.classes.length;
  if (manifest.task === 'REGRESSION') return null;
  const plan = planMeasured(asked, labelWindowOf(manifest), axis, needs.now());
  const cohort = await sumCounters(needs, model, plan.cohort, filter);
  const arrived =
    axis === 'ARRIVAL' ? await sumCounters(needs, model, asked, filter) : emptyCounters(classes);
  const tallies = measuredLabels(plan, { cohort, arrived }, manifest);
  if (tallies.labelled === 0) return null;
  const maturity = async (): Promise<number | null> => {
    if (axis === 'ARRIVAL') return null;
    const answered = answeredCount(cohort, classes);
    if (plan.closedThroughMs === null) return answered > 0 ? tallies.labelled / answered : null;
    if (asked.fromMs >= plan.closedThroughMs) return 0;
    const open = { fromMs: plan.cohort.toMs, toMs: asked.toMs };
    const all = answered + answeredCount(await sumCounters(needs, model, open, filter), classes);
    return all > 0 ? answered / all : null;
  };
  return summarizeMeasured(plan, tallies, manifest, await maturity());
}
