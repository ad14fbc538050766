import { KilterError } from '@kilter/core/errors/error-code';
import { textProblem } from '@kilter/core/features/feature-codec';
import { idTimeMs, isUuid } from '@kilter/core/ids/uuid-v7';
import { MINUTE_MS } from '@kilter/core/time/units';
import type { Target } from '@kilter/db/queries/label';
import { subjectOutcomeId, type OutcomeRow } from '@kilter/db/queries/outcome';
import type { PredictionSource } from '@kilter/db/queries/prediction';
import type { Registry, ServedModel } from '../models/registry.ts';
import { problem, type Problem } from './outcome-report.ts';

const MAX_SUBJECT_LENGTH = 200;
const CLOCK_SKEW_MS = MINUTE_MS;
/** Ids of before 2020 were not made here. */
const OLDEST_ID_MS = Date.UTC(2020, 0, 1);

export interface OutcomeItem {
  target: {
    predictionId?: string | null;
    subject?: { model?: string | null; subject: string } | null;
  };
  label?: string | null;
  value?: number | null;
  /** When it happened; left out: now. */
  at?: Date | null;
}

/** What the request does not say. */
export interface Reception {
  receivedAtMs: number;
  source: PredictionSource;
  /** The predictions that are named by id and known, by id. */
  predicted: ReadonlyMap<string, Target>;
}

/** An outcome as it is stored, or what is wrong with it; `path` is where it stands ("outcomes.3"). */
export function checkOutcome(
  item: OutcomeItem,
  path: string,
  registry: Registry,
  reception: Reception,
): OutcomeRow | Problem {
  const { receivedAtMs, source } = reception;
  const atMs = item.at?.getTime() ?? receivedAtMs;
  if (atMs > receivedAtMs + CLOCK_SKEW_MS)
    return problem('IN_THE_FUTURE', `${path}.at`, 'at lies in the future');
  const target =
    item.target.subject == null
      ? ofPrediction(item.target.predictionId?.toLowerCase() ?? '', path, registry, reception)
      : ofSubject(item.target.subject, path, registry, atMs);
  if ('reason' in target) return target;
  const truth = readTruth(item, target.models, path);
  if ('reason' in truth) return truth;
  const { id, modelId, subject } = target;
  return { id, modelId, subject, ...truth, atMs, receivedAtMs, source };
}

interface CheckedTarget extends Pick<OutcomeRow, 'id' | 'modelId' | 'subject'> {
  /** Whose labels it may have. */
  models: readonly ServedModel[];
}

function ofSubject(
  { model: name, subject }: { model?: string | null; subject: string },
  path: string,
  registry: Registry,
  atMs: number,
): CheckedTarget | Problem {
  const wrong = subject === '' ? 'is empty' : textProblem(subject, MAX_SUBJECT_LENGTH);
  if (wrong !== null) return problem('INVALID', `${path}.target.subject.subject`, `subject ${wrong}`);
  const model = findModel(registry, name);
  if (!model) return problem('UNKNOWN_MODEL', `${path}.target.subject.model`, 'there is no such model');
  const { modelId } = model.champion;
  return { id: subjectOutcomeId(modelId, subject, atMs), modelId, subject, models: [model] };
}

function ofPrediction(
  id: string,
  path: string,
  registry: Registry,
  { predicted, receivedAtMs }: Reception,
): CheckedTarget | Problem {
  if (!isPredictionId(id, receivedAtMs)) {
    return problem('NO_PREDICTION', `${path}.target.predictionId`, 'is not the id of a prediction');
  }
  const target = predicted.get(id);
  if (!target) return { id, modelId: null, subject: null, models: registry.models() };
  const model = registry.find(registry.version(target.modelVersionId).modelName);
  return { id, modelId: model.champion.modelId, subject: null, models: [model] };
}

/** Whether a text may be the id of a prediction, stored or still to be. */
export function isPredictionId(id: string, nowMs: number): boolean {
  if (!isUuid(id) || id[14] !== '7') return false;
  const atMs = idTimeMs(id);
  return atMs >= OLDEST_ID_MS && atMs <= nowMs + CLOCK_SKEW_MS;
}

function findModel(registry: Registry, name: string | null | undefined): ServedModel | null {
  try {
    return registry.find(name);
  } catch (error) {
    if (error instanceof KilterError) return null;
    throw error;
  }
}

/** The truth as one of the models has it: the name of a class (or how the source data codes it), or a number. */
function readTruth(
  { label = null, value = null }: OutcomeItem,
  models: readonly ServedModel[],
  path: string,
): Pick<OutcomeRow, 'label' | 'value'> | Problem {
  if ((label === null) === (value === null)) {
    const field = label === null ? 'label' : 'value';
    return problem('INVALID', `${path}.${field}`, 'a label is needed, or a value for a regression, not both');
  }
  const manifests = models.map(({ manifest }) => manifest);
  if (label === null) {
    return manifests.some(({ task }) => task === 'REGRESSION')
      ? { label: null, value }
      : problem('INVALID', `${path}.value`, 'this model has labels, not values');
  }
  const classifiers = manifests.filter(({ task }) => task !== 'REGRESSION');
  for (const { classes, target } of classifiers) {
    const name = target.values[label] ?? label;
    if (classes.includes(name)) return { label: name, value: null };
  }
  const known = classifiers.flatMap(({ classes }) => classes);
  return known.length === 0
    ? problem('INVALID', `${path}.label`, 'this model has values, not labels')
    : problem('UNKNOWN_LABEL', `${path}.label`, `the labels are ${known.join(', ')}`);
}
