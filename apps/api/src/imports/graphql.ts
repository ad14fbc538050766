import type { Builder } from '../graphql/builder.ts';
import { checkBatchSize } from '../predictions/predict.ts';
import { toBatch, type PredictionTypes } from '../predictions/graphql.ts';

export function addImportTypes(builder: Builder, { ErrorCode, PredictionBatch }: PredictionTypes): void {
  const Input = builder.inputType('LoggedPredictionInput', {
    description: 'A prediction that another system has made.',
    fields: (t) => ({
      features: t.field({
        type: 'JSON',
        required: true,
        description: 'An object by feature name, or by the column of the source data.',
      }),
      at: t.field({
        type: 'DateTime',
        required: true,
        description: 'When it was made: not in the future, and not longer ago than predictions are kept.',
      }),
      label: t.string({
        description:
          "The answered class, or how the source data codes it. Left out: from the probability and the model's threshold, or the most probable class.",
      }),
      probability: t.float({ description: 'Binary: of the positive class. Others: of the answered class.' }),
      probabilities: t.floatList({ description: 'Several classes: of each, in the order of `classes`.' }),
      value: t.float({ description: "A regression's answer." }),
      errorCode: t.field({ type: ErrorCode, description: 'Why there was no answer.' }),
      subject: t.string({ description: 'Who or what was predicted, to match its outcome later.' }),
      latencyMs: t.float({ description: 'How long the answer took; left out: 0.' }),
      tags: t.stringList(),
      environment: t.string({ description: "Left out: the server's." }),
      action: t.string({ description: 'What was done about it.' }),
      holdout: t.boolean({ description: 'Kept from any action, to compare with.' }),
      idempotencyKey: t.string({
        description: 'Makes a retry safe: the same key stores nothing again, for a day.',
      }),
    }),
  });

  builder.mutationField('logPredictions', (t) =>
    t.field({
      type: PredictionBatch,
      description:
        'Stores up to 10,000 predictions that another system has made, with their own time and answer and the source IMPORT. The model is not asked. Good items are kept when others are bad.',
      args: {
        model: t.arg.string({ description: 'Left out: the default model.' }),
        modelVersion: t.arg.string({ description: 'Whose answers they are; left out: the champion.' }),
        items: t.arg({ type: [Input], required: true }),
      },
      resolve: async (_, { model, modelVersion, items }, { logPredictions }) => {
        checkBatchSize(items, 'items');
        return toBatch(await logPredictions({ model, modelVersion, items }));
      },
    }),
  );
}
