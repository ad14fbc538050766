import { z } from 'zod';
import type { Ask } from './rest-ask.ts';
import { RestRefusal } from './rest-refusal.ts';

const HEALTH = `{ health { status version models { loaded } } }`;
const healthData = z.object({
  health: z.object({
    status: z.string(),
    version: z.string(),
    models: z.array(z.object({ loaded: z.boolean() })),
  }),
});

export async function health(ask: Ask) {
  const { status, version, models } = (await ask(HEALTH, healthData)).health;
  const isLoaded = models.length > 0 && models.every(({ loaded }) => loaded);
  return { status: status.toLowerCase(), model_loaded: isLoaded, version };
}

const MODEL_INFO = `{
  model { name title task features { column } champion { version trainedAt metrics { name value } } }
}`;
const modelInfoData = z.object({
  model: z.object({
    name: z.string(),
    title: z.string(),
    task: z.string(),
    features: z.array(z.object({ column: z.string() })),
    champion: z
      .object({
        version: z.string(),
        trainedAt: z.string().nullable(),
        metrics: z.array(z.object({ name: z.string(), value: z.number() })),
      })
      .nullable(),
  }),
});

/** Accuracy: of the model card, out-of-fold. */
export async function modelInfo(ask: Ask) {
  const { name, title, task, features, champion } = (await ask(MODEL_INFO, modelInfoData)).model;
  const metrics = champion?.metrics ?? [];
  return {
    model_type: task.toLowerCase(),
    accuracy: metrics.find((metric) => metric.name === 'accuracy')?.value ?? null,
    training_date: champion?.trainedAt ?? null,
    features_used: features.map(({ column }) => column),
    name,
    title,
    version: champion?.version ?? null,
  };
}

const MODEL = `{ model { name task classes positiveClass features { name column } } }`;
const modelData = z.object({
  model: z.object({
    name: z.string(),
    task: z.string(),
    classes: z.array(z.string()),
    positiveClass: z.string().nullable(),
    features: z.array(z.object({ name: z.string(), column: z.string() })),
  }),
});
type Model = z.infer<typeof modelData>['model'];

const PREDICT = `mutation Predict($model: String!, $features: JSON!) {
  predict(model: $model, features: $features) {
    id label value confidence probabilities { label probability } flags { message } modelVersion { version }
  }
}`;
const predictData = z.object({
  predict: z.object({
    id: z.string(),
    label: z.string().nullable(),
    value: z.number().nullable(),
    confidence: z.number().nullable(),
    probabilities: z.array(z.object({ label: z.string(), probability: z.number() })),
    flags: z.array(z.object({ message: z.string() })),
    modelVersion: z.object({ version: z.string() }),
  }),
});

/** One prediction by the default model; `features` by the columns of the source data, or by the names of the API. */
export async function predict(ask: Ask, features: unknown) {
  const { model } = await ask(MODEL, modelData);
  const { predict: answer } = await ask(PREDICT, predictData, { model: model.name, features }).catch(
    (error: unknown) => {
      throw error instanceof RestRefusal ? inColumns(error, model) : error;
    },
  );
  const { label, probabilities } = answer;
  return {
    prediction: label === null ? answer.value : classNumber(model, label),
    probability: Object.fromEntries(probabilities.map((entry) => [entry.label, entry.probability])),
    confidence: answer.confidence,
    model_info: {
      name: model.name,
      version: answer.modelVersion.version,
      model_type: model.task.toLowerCase(),
    },
    prediction_id: answer.id,
    label,
    warnings: answer.flags.map(({ message }) => message),
  };
}

/** 1 is the positive class, 0 the other; without a positive class the place among the classes. */
function classNumber({ classes, positiveClass }: Model, label: string): number {
  return positiveClass === null ? classes.indexOf(label) : Number(label === positiveClass);
}

/** What is wrong with a feature, under the name that the source data has for it. */
function inColumns(refusal: RestRefusal, { features }: Model): RestRefusal {
  const { status, message, field, headers } = refusal;
  const [argument, ...path] = field?.split('.') ?? [];
  if (argument !== 'features' || path.length === 0) return refusal;
  const name = path.join('.');
  const column = features.find((feature) => feature.name === name)?.column ?? name;
  return new RestRefusal(status, `${column}: ${message}`, { headers, field });
}
