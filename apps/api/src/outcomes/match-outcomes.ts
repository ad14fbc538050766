import { isOutcomeOf } from '@kilter/core/outcomes/effective-outcome';
import { isLate, labelWindowOf } from '@kilter/core/outcomes/label-window';
import type { Sql } from '@kilter/db/client';
import { predictedSubjects, targetsOf, targetsOfSubjects, type Target } from '@kilter/db/queries/label';
import type { OutcomeRow } from '@kilter/db/queries/outcome';
import type { Registry, ServedModel } from '../models/registry.ts';
import { problem, type Problem } from './outcome-report.ts';

/** Every stored prediction that these outcomes may label. */
export async function findTargets(
  tx: Sql,
  registry: Registry,
  outcomes: readonly OutcomeRow[],
): Promise<Target[]> {
  const ids = outcomes.filter(({ subject }) => subject === null).map(({ id }) => id);
  const found = await targetsOf(tx, ids);
  const known = new Set(ids);
  for (const [model, own] of byModel(registry, outcomes)) {
    const times = own.map(({ atMs }) => atMs);
    const ofSubjects = await targetsOfSubjects(tx, {
      modelVersionIds: registry.versionsOf(model.name).map(({ id }) => id),
      subjects: subjectsOf(own),
      fromMs: Math.min(...times) - labelWindowOf(model.manifest).windowMs,
      toMs: Math.max(...times),
    });
    found.push(...ofSubjects.filter(({ id }) => !known.has(id)));
  }
  return found;
}

/** Whether an outcome is of some prediction (and came late for one), or why it is of none. */
export type Match = { isLate: boolean } | Problem;

/** One match an outcome, in their order. */
export async function matchOutcomes(
  tx: Sql,
  registry: Registry,
  outcomes: readonly OutcomeRow[],
  targets: readonly Target[],
): Promise<Match[]> {
  const byId = Map.groupBy(targets, ({ id }) => id);
  const bySubject = Map.groupBy(targets, ({ subject }) => subject ?? '');
  const windowOf = ({ modelVersionId }: Target) => labelWindowOf(registry.version(modelVersionId).manifest);
  const matched = outcomes.map((outcome) => {
    const own = outcome.subject === null ? byId.get(outcome.id) : bySubject.get(outcome.subject);
    return (own ?? []).filter((target) => isOutcomeOf(target, outcome, windowOf(target)));
  });
  const seen = await subjectsSeen(
    tx,
    registry,
    outcomes.filter((_, i) => matched[i].length === 0),
  );
  return outcomes.map((outcome, i): Match => {
    if (matched[i].length > 0) {
      return { isLate: matched[i].some((own) => isLate(windowOf(own), own.atMs, outcome.receivedAtMs)) };
    }
    return seen.has(`${outcome.modelId}/${outcome.subject}`) ? OUTSIDE_WINDOW : NO_PREDICTION;
  });
}

const NO_PREDICTION = problem('NO_PREDICTION', null, 'no prediction of this subject or id is stored');
const OUTSIDE_WINDOW = problem(
  'OUTSIDE_WINDOW',
  null,
  "the subject's predictions lie outside of the label window before this outcome",
);

/** The subjects of these outcomes that were ever predicted, as `<model id>/<subject>`. */
async function subjectsSeen(
  tx: Sql,
  registry: Registry,
  outcomes: readonly OutcomeRow[],
): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const [model, own] of byModel(registry, outcomes)) {
    const versions = registry.versionsOf(model.name).map(({ id }) => id);
    for (const subject of await predictedSubjects(tx, versions, subjectsOf(own))) {
      seen.add(`${model.champion.modelId}/${subject}`);
    }
  }
  return seen;
}

const subjectsOf = (outcomes: readonly OutcomeRow[]) => [
  ...new Set(outcomes.flatMap(({ subject }) => subject ?? [])),
];

/** Outcomes of subjects, by their model. */
function byModel(registry: Registry, outcomes: readonly OutcomeRow[]): [ServedModel, OutcomeRow[]][] {
  return registry.models().flatMap((model): [ServedModel, OutcomeRow[]][] => {
    const isOwn = ({ subject, modelId }: OutcomeRow) =>
      subject !== null && modelId === model.champion.modelId;
    const own = outcomes.filter(isOwn);
    return own.length > 0 ? [[model, own]] : [];
  });
}
