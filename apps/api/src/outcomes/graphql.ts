import type { Builder } from '../graphql/builder.ts';
import { outcomeKinds, type PredictionOutcome } from './prediction-outcome.ts';
import { unmatchedReasons, type OutcomeReport, type Unmatched } from './outcome-report.ts';

export type OutcomeTypes = ReturnType<typeof addOutcomeTypes>;

export function addOutcomeTypes(builder: Builder) {
  const Reason = builder.enumType('UnmatchedReason', {
    description:
      'NO_PREDICTION: nothing is stored of this subject or id; the outcome is kept all the same. OUTSIDE_WINDOW: the predictions of the subject lie outside of the label window before it; kept too. The others were refused.',
    values: unmatchedReasons,
  });

  const SubjectTarget = builder.inputType('OutcomeSubjectInput', {
    fields: (t) => ({
      model: t.string({ description: 'Left out: the default model.' }),
      subject: t.string({ required: true }),
    }),
  });
  const Target = builder.inputType('OutcomeTargetInput', {
    description:
      "One prediction, or all of a subject's within the label window before the outcome (see the model's `outcome`).",
    isOneOf: true,
    fields: (t) => ({ predictionId: t.id(), subject: t.field({ type: SubjectTarget }) }),
  });
  const Outcome = builder.inputType('OutcomeInput', {
    description: 'What really happened.',
    fields: (t) => ({
      target: t.field({ type: Target, required: true }),
      label: t.string({ description: 'A class of the model, or how the source data codes it.' }),
      value: t.float({ description: 'For a regression, in place of a label.' }),
      at: t.field({
        type: 'DateTime',
        description:
          'When it happened; left out: now. Of a subject, the same time again is the same outcome: a repeat changes nothing, another label corrects it.',
      }),
    }),
  });

  const UnmatchedOutcome = builder.objectRef<Unmatched>('UnmatchedOutcome').implement({
    fields: (t) => ({
      index: t.exposeInt('index', { description: 'Of the outcome in the request, from 0.' }),
      reason: t.field({ type: Reason, resolve: ({ reason }) => reason }),
      field: t.exposeString('field', {
        nullable: true,
        description: 'Where in the request, if it was refused.',
      }),
      message: t.exposeString('message'),
    }),
  });
  const Report = builder.objectRef<OutcomeReport>('OutcomeReport').implement({
    description: 'Every outcome of the request is counted once; `late` counts some of them again.',
    fields: (t) => ({
      recorded: t.exposeInt('recorded', { description: 'New, and the label of one prediction or more.' }),
      updated: t.exposeInt('updated', { description: 'Known before, with another label.' }),
      duplicates: t.exposeInt('duplicates', { description: 'Known before, and the same.' }),
      pending: t.exposeInt('pending', {
        description: 'Stored; its prediction is not here yet, and is labelled when it comes (within a day).',
      }),
      late: t.exposeInt('late', {
        description: 'Of the recorded and updated: came when the label window and its grace were over.',
      }),
      unmatched: t.field({ type: [UnmatchedOutcome], resolve: ({ unmatched }) => unmatched }),
    }),
  });

  builder.mutationField('recordOutcomes', (t) =>
    t.field({
      type: Report,
      description: 'Records the truth, up to 10,000 outcomes. Good ones are kept when others are bad.',
      args: { outcomes: t.arg({ type: [Outcome], required: true }) },
      resolve: (_, { outcomes }, { recordOutcomes }) => recordOutcomes(outcomes),
    }),
  );

  const Kind = builder.enumType('OutcomeKind', {
    description:
      'REPORTED: somebody told us. ABSENT: nobody did until the label window and its grace were over.',
    values: outcomeKinds,
  });
  const OutcomeType = builder.objectRef<PredictionOutcome>('Outcome').implement({
    description: 'The truth of one prediction.',
    fields: (t) => ({
      kind: t.field({ type: Kind, resolve: ({ kind }) => kind }),
      label: t.exposeString('label', { nullable: true, description: 'Null for a regression.' }),
      value: t.exposeFloat('value', { nullable: true, description: "A regression's truth." }),
      at: t.field({
        type: 'DateTime',
        description: 'When it happened; of an absent one, the end of the label window.',
        resolve: ({ atMs }) => new Date(atMs),
      }),
    }),
  });
  return { Outcome: OutcomeType };
}
