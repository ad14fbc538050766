import { errorCodes, isErrorCode, KilterError, type Failure } from '@kilter/core/errors/error-code';
import { flagKinds, flagMessage } from '@kilter/core/features/feature-codec';
import type { Feature, Manifest } from '@kilter/core/features/manifest';
import { typeName } from '@kilter/core/features/names';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { predictionSources, type PredictionRow } from '@kilter/db/queries/prediction';
import { valueFromASTUntyped } from 'graphql';
import type { Context } from '../context.ts';
import type { Builder } from '../graphql/builder.ts';
import { notPlain, plain } from '../graphql/plain-execution.ts';
import { asSent } from '../graphql/plain-variables.ts';
import type { ModelTypes } from '../models/graphql.ts';
import type { ServedModel } from '../models/registry.ts';
import type { OutcomeTypes } from '../outcomes/graphql.ts';
import { readPredictionOutcome } from '../outcomes/prediction-outcome.ts';
import { checkBatchSize, type ItemPaths, type PredictItem, type PredictResult } from './predict.ts';

const single = (input: string): ItemPaths => ({ input: () => input, other: (_, name) => name });
const batch: ItemPaths = {
  input: (index) => `items.${index}.input`,
  other: (index, name) => `items.${index}.${name}`,
};

interface Batch {
  results: (PredictionRow | null)[];
  errors: (Failure & { index: number })[];
}

/** Results as GraphQL has them: what failed is null there, and stands among the errors. */
export function toBatch(results: readonly PredictResult[]): Batch {
  return {
    results: results.map((result) => (result.ok ? result.row : null)),
    errors: results.flatMap((result, index) => (result.ok ? [] : [{ ...result.failure, index }])),
  };
}

async function predictOne(
  { predict }: Context,
  model: ServedModel,
  item: PredictItem,
  inputPath: string,
): Promise<PredictionRow> {
  const [result] = await predict(model, [item], single(inputPath));
  if (!result.ok) throw new KilterError(result.failure);
  return result.row;
}

export function addPredictionTypes(
  builder: Builder,
  { Model, ModelVersion, Outcome }: ModelTypes & OutcomeTypes,
  models: readonly Manifest[],
) {
  const ErrorCode = builder.enumType('ErrorCode', { values: Object.keys(errorCodes).filter(isErrorCode) });
  const FlagKind = builder.enumType('FlagKind', { values: flagKinds });
  const Source = builder.enumType('PredictionSource', { values: predictionSources });

  const ClassProbability = builder
    .objectRef<{ label: string; probability: number }>('ClassProbability')
    .implement({
      extensions: plain,
      fields: (t) => ({ label: t.exposeString('label'), probability: t.exposeFloat('probability') }),
    });

  const FeatureFlag = builder
    .objectRef<{ feature: string; kind: (typeof flagKinds)[number]; message: string }>('FeatureFlag')
    .implement({
      extensions: plain,
      description: 'A value that was served although it is not what the model knows.',
      fields: (t) => ({
        feature: t.exposeString('feature'),
        kind: t.field({ type: FlagKind, resolve: (flag) => flag.kind }),
        message: t.exposeString('message'),
      }),
    });

  const Prediction = builder.objectRef<PredictionRow>('Prediction').implement({
    extensions: plain,
    fields: (t) => ({
      id: t.exposeID('id'),
      at: t.field({ type: 'DateTime', resolve: ({ id }) => new Date(idTimeMs(id)) }),
      model: t.field({
        type: Model,
        resolve: (row, _, { registry }) => registry.find(registry.version(row.modelVersionId).modelName),
      }),
      modelVersion: t.field({
        type: ModelVersion,
        resolve: (row, _, { registry }) => registry.version(row.modelVersionId),
      }),
      subject: t.exposeString('subject', { nullable: true, description: 'Who or what was predicted.' }),
      label: t.string({
        nullable: true,
        resolve: (row, _, { registry }) =>
          row.label === null ? null : registry.version(row.modelVersionId).manifest.classes[row.label],
      }),
      value: t.exposeFloat('value', { nullable: true, description: "A regression's answer." }),
      probability: t.exposeFloat('probability', {
        nullable: true,
        description: 'Binary models: of the positive class. Others: of the answered class.',
      }),
      confidence: t.exposeFloat('confidence', {
        nullable: true,
        description: 'Calibrated probability of the answered label; null for a regression.',
      }),
      probabilities: t.field({
        type: [ClassProbability],
        resolve: (row, _, { registry }) =>
          probabilitiesOf(row, registry.version(row.modelVersionId).manifest),
      }),
      flags: t.field({
        type: [FeatureFlag],
        resolve: (row, _, { registry }) => {
          const { manifest, codec } = registry.version(row.modelVersionId);
          return flagsOf(row, manifest.features, () => codec.decode({ values: row.features, raw: row.raw }));
        },
      }),
      features: t.field({
        type: 'JSON',
        description: 'By feature name; an unseen category as it was sent.',
        resolve: (row, _, { registry }) =>
          registry.version(row.modelVersionId).codec.decode({ values: row.features, raw: row.raw }),
      }),
      latencyMs: t.exposeFloat('latencyMs', {
        description: 'From the request to the answer, in milliseconds, without the time to store it.',
      }),
      source: t.field({ type: Source, resolve: (row) => row.source }),
      environment: t.exposeString('environment'),
      tags: t.exposeStringList('tags'),
      action: t.exposeString('action', { nullable: true, description: 'What was done about it.' }),
      holdout: t.exposeBoolean('holdout', {
        nullable: true,
        description: 'Kept from any action, to compare with; null: not said.',
      }),
      errorCode: t.field({
        type: ErrorCode,
        nullable: true,
        description: 'Why there is no answer; null when there is one.',
        resolve: (row) => row.errorCode,
      }),
      outcome: t.field({
        extensions: notPlain,
        type: Outcome,
        nullable: true,
        description: 'What really happened; null while it is not known.',
        resolve: (row, _, context) => readPredictionOutcome(context, row),
      }),
    }),
  });

  const BatchError = builder.objectRef<Failure & { index: number }>('BatchError').implement({
    extensions: plain,
    fields: (t) => ({
      index: t.exposeInt('index', { description: 'Of the item, from 0.' }),
      code: t.field({ type: ErrorCode, resolve: (error) => error.code }),
      field: t.exposeString('field', { nullable: true }),
      message: t.exposeString('message'),
    }),
  });

  const PredictionBatch = builder.objectRef<Batch>('PredictionBatch').implement({
    extensions: plain,
    fields: (t) => ({
      results: t.field({
        type: [Prediction],
        nullable: { list: false, items: true },
        description: "In the items' order, null where an item failed.",
        resolve: (found) => found.results,
      }),
      errors: t.field({ type: [BatchError], resolve: (found) => found.errors }),
    }),
  });

  const requestArgs = {
    subject: 'Who or what is predicted, to match its outcome later.',
    idempotencyKey: 'Makes a retry safe: the same key gives the first answer again, for a day.',
    action: 'What is done about it, e.g. the offer that is sent; a short text.',
    holdout: 'Kept from any action, to compare with.',
  };

  builder.mutationField('predict', (t) =>
    t.field({
      type: Prediction,
      description: 'One prediction by any model.',
      args: {
        model: t.arg.string({ required: true }),
        features: t.arg({ type: 'JSON', required: true, description: 'An object by feature name.' }),
        subject: t.arg.string({ description: requestArgs.subject }),
        idempotencyKey: t.arg.string({ description: requestArgs.idempotencyKey }),
        tags: t.arg.stringList(),
        action: t.arg.string({ description: requestArgs.action }),
        holdout: t.arg.boolean({ description: requestArgs.holdout }),
      },
      resolve: (_, { model, features, ...item }, context) =>
        predictOne(context, context.registry.find(model), { input: features, ...item }, 'features'),
    }),
  );

  for (const manifest of models) addTypedModel(manifest);

  /** `ChurnInput`, `predictChurn` and `predictChurnBatch` of one manifest. */
  function addTypedModel(manifest: Manifest): void {
    const name = typeName(manifest.name);
    const Input = builder.inputType(`${name}Input`, {
      description: manifest.description || manifest.title,
      fields: (t) =>
        Object.fromEntries(
          manifest.features.map((feature) => {
            const options = { required: feature.required, description: describeFeature(feature) };
            return [feature.name, feature.kind === 'NUMERIC' ? t.float(options) : t.string(options)];
          }),
        ),
    });
    // An input object would refuse the whole batch for one wrong value; a scalar is read item by item.
    const Features = builder.scalarType(`${name}Features` as const, {
      description: `The fields of ${name}Input as an object. Each item of a batch is checked by itself, so that a bad one does not refuse the others.`,
      extensions: asSent,
      serialize: (value) => value,
      parseValue: (value) => value,
      parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
    });
    const BatchItem = builder.inputType(`${name}BatchItem`, {
      fields: (t) => ({
        input: t.field({ type: Features, required: true }),
        subject: t.string({ description: requestArgs.subject }),
        idempotencyKey: t.string({ description: requestArgs.idempotencyKey }),
        tags: t.stringList(),
        action: t.string({ description: requestArgs.action }),
        holdout: t.boolean({ description: requestArgs.holdout }),
      }),
    });
    builder.mutationFields((t) => ({
      [`predict${name}`]: t.field({
        type: Prediction,
        description: `One prediction by the model "${manifest.name}".`,
        args: {
          input: t.arg({ type: Input, required: true }),
          subject: t.arg.string({ description: requestArgs.subject }),
          idempotencyKey: t.arg.string({ description: requestArgs.idempotencyKey }),
          tags: t.arg.stringList(),
          action: t.arg.string({ description: requestArgs.action }),
          holdout: t.arg.boolean({ description: requestArgs.holdout }),
        },
        resolve: (_, item, context) =>
          predictOne(context, context.registry.find(manifest.name), item, 'input'),
      }),
      [`predict${name}Batch`]: t.field({
        type: PredictionBatch,
        description: 'Up to 10,000 predictions. Good items are kept when others are bad.',
        args: { items: t.arg({ type: [BatchItem], required: true }) },
        resolve: async (_, { items }, { predict, registry }) => {
          checkBatchSize(items, 'items');
          return toBatch(await predict(registry.find(manifest.name), items, batch));
        },
      }),
    }));
  }

  return { Source, ErrorCode, Prediction, PredictionBatch, FeatureFlag };
}

export type PredictionTypes = ReturnType<typeof addPredictionTypes>;

function describeFeature(feature: Feature): string {
  const { description } = feature;
  if (feature.kind === 'CATEGORICAL') return `${description} Known: ${feature.categories.join(', ')}.`.trim();
  const { minimum, maximum } = feature;
  return minimum === null || maximum === null
    ? description
    : `${description} Usual: ${minimum} to ${maximum}.`.trim();
}

function probabilitiesOf(row: PredictionRow, manifest: Manifest) {
  const { probability, probabilities } = row;
  if (probabilities) return manifest.classes.map((label, i) => ({ label, probability: probabilities[i] }));
  if (probability === null) return [];
  return manifest.classes.map((label) => ({
    label,
    probability: label === manifest.positiveClass ? probability : 1 - probability,
  }));
}

function flagsOf(
  row: PredictionRow,
  features: readonly Feature[],
  decode: () => Record<string, number | string | null>,
) {
  const { flags } = row;
  if (!flags) return [];
  const values = decode();
  return features.flatMap((feature) => {
    const kind = flags[feature.name];
    return kind
      ? [{ feature: feature.name, kind, message: flagMessage(feature, kind, values[feature.name]) }]
      : [];
  });
}
