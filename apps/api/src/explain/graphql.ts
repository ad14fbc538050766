import type { AttributionScale } from '@kilter/core/explain/explain-answer';
import type { Builder } from '../graphql/builder.ts';
import { notPlain } from '../graphql/plain-execution.ts';
import type { PredictionTypes } from '../predictions/graphql.ts';
import {
  explanationScales,
  readExplanation,
  whyUnexplained,
  type Contribution,
  type Explanation,
} from './explain-prediction.ts';
import { explanationMethods } from './model-explainer.ts';

const attributionScales = [
  'LOG_ODDS',
  'SOFTMAX_SCORE',
  'LOGARITHM',
  'ANSWER',
] as const satisfies readonly AttributionScale[];

export function addExplanationTypes(
  builder: Builder,
  { Prediction }: Pick<PredictionTypes, 'Prediction'>,
): void {
  const Method = builder.enumType('ExplanationMethod', {
    description:
      'TREE_SHAP: exact Shapley values, read out of the model file (path-dependent). SAMPLED_SHAPLEY: estimated by asking the model, against 100 rows drawn from its reference.',
    values: explanationMethods,
  });
  const Wanted = builder.enumType('ExplanationScale', {
    description:
      "ANSWER: in the answer's own unit: the probability of the positive class, a regression's value. MARGIN: what the model adds up before that, where contributions are exact Shapley values: log-odds for boosted trees.",
    values: explanationScales,
  });
  const Scale = builder.enumType('AttributionScale', {
    description:
      'LOG_ODDS: ln(p / (1 - p)). SOFTMAX_SCORE: what a softmax makes probabilities of. LOGARITHM: of the answer. ANSWER: probability or value itself.',
    values: attributionScales,
  });

  const ContributionType = builder.objectRef<Contribution>('Contribution').implement({
    fields: (t) => ({
      feature: t.exposeString('feature'),
      value: t.field({
        type: 'JSON',
        nullable: true,
        description: 'As it was sent; null where it was missing.',
        resolve: ({ value }) => value,
      }),
      contribution: t.exposeFloat('contribution', { description: 'Above 0: it raises the answer.' }),
      standardError: t.exposeFloat('standardError', {
        nullable: true,
        description: 'Of a sampled contribution; null for exact ones.',
      }),
    }),
  });

  const ExplanationType = builder.objectRef<Explanation>('Explanation').implement({
    description:
      'Why an answer is what it is: baseValue and all contributions sum to `answer`, up to rounding. Binary models: of the probability of the positive class; several classes: of the answered class.',
    fields: (t) => ({
      method: t.field({ type: Method, resolve: ({ method }) => method }),
      scale: t.field({
        type: Scale,
        description: 'The unit of baseValue, contributions and answer.',
        resolve: ({ scale }) => scale,
      }),
      baseValue: t.exposeFloat('baseValue', {
        description: 'Where nothing is known of the row; under ANSWER: the answer at the mean margin.',
      }),
      answer: t.exposeFloat('answer', { description: 'Under ANSWER: `probability` or `value`.' }),
      contributions: t.field({
        type: [ContributionType],
        description: 'One a feature, the strongest first.',
        resolve: ({ contributions }) => contributions,
      }),
    }),
  });

  builder.objectFields(Prediction, (t) => ({
    explanation: t.field({
      extensions: notPlain,
      type: ExplanationType,
      nullable: true,
      description:
        'Null where there is none: `unexplained` says why. In a list, predictions are explained one after the other: exact ones take a fraction of a millisecond each, sampled ones about a second, and what is not done 5 seconds after it was asked for is null.',
      args: { scale: t.arg({ type: Wanted, defaultValue: 'ANSWER' }) },
      resolve: (row, { scale }, context) => readExplanation(context, row, scale ?? 'ANSWER'),
    }),
    unexplained: t.string({
      extensions: notPlain,
      nullable: true,
      description: 'Why there is no explanation: the version is not loaded, the prediction failed, no time.',
      resolve: (row, _, context) => whyUnexplained(context, row),
    }),
  }));
}
