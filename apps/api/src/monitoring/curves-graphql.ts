import type { BoundedFigure } from '@kilter/core/performance/ranking-bounds';
import type { ThresholdRow } from '@kilter/core/performance/threshold-table';
import type { CurvePoint } from '@kilter/core/sketches/score-curve';
import type { Builder } from '../graphql/builder.ts';
import { readCalibration, readScoreCurves, type Calibration, type ScoreCurves } from './curves.ts';
import type { MonitoringTypes } from './graphql.ts';

export function addCurveTypes(builder: Builder, { rowsArgs }: Pick<MonitoringTypes, 'rowsArgs'>): void {
  const BinnedFigure = builder.objectRef<BoundedFigure>('BinnedFigure').implement({
    description: 'Read from bins of the score, and between what the figure of the rows themselves lies.',
    fields: (t) => ({
      value: t.exposeFloat('value'),
      lower: t.exposeFloat('lower'),
      upper: t.exposeFloat('upper'),
    }),
  });

  const ReliabilityBin = builder.objectRef<Calibration['points'][number]>('ReliabilityBin').implement({
    description: 'Probabilities from `from` on, up to but without `to`.',
    fields: (t) => ({
      from: t.exposeFloat('from'),
      to: t.exposeFloat('to'),
      count: t.field({ type: 'Count', resolve: ({ count }) => count }),
      meanProbability: t.exposeFloat('meanProbability', {
        description: 'Each of the 64 bins that are counted stands for its middle.',
      }),
      positiveRate: t.exposeFloat('positiveRate', { description: 'The true one.' }),
      lower: t.exposeFloat('lower', { description: "Wilson's interval of the positive rate, 95 %." }),
      upper: t.exposeFloat('upper'),
      isConsistent: t.exposeBoolean('isConsistent', {
        description: 'The mean probability lies inside the interval.',
      }),
    }),
  });
  const CalibrationType = builder.objectRef<Calibration>('Calibration').implement({
    description:
      'Whether of those with a probability of 30 % three in ten are positive. Over the closed cohort, silence included; binary models.',
    fields: (t) => ({
      from: t.field({
        type: 'DateTime',
        description: 'Of the predictions under these figures, as in `performance.measured`.',
        resolve: ({ cohort }) => new Date(cohort.fromMs),
      }),
      to: t.field({ type: 'DateTime', resolve: ({ cohort }) => new Date(cohort.toMs) }),
      labelled: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
      meanProbability: t.exposeFloat('meanProbability', { description: 'Exact.' }),
      positiveRate: t.exposeFloat('positiveRate', { description: 'The true one.' }),
      bins: t.field({
        type: [ReliabilityBin],
        description: 'About ten of equal width, those without rows left out.',
        resolve: ({ points }) => points,
      }),
      ece: t.field({
        type: BinnedFigure,
        description: 'Expected calibration error: the mean gap of a bin. Never 0 by chance alone.',
        resolve: ({ ece }) => ece,
      }),
      brier: t.exposeFloat('brier', {
        description: 'Exact: reliability - resolution + uncertainty + withinBins.',
      }),
      reliability: t.exposeFloat('reliability', {
        description: 'Mean squared gap of a bin; 0 is calibrated.',
      }),
      resolution: t.exposeFloat('resolution', { description: 'What telling rows apart is worth.' }),
      uncertainty: t.exposeFloat('uncertainty', {
        description: 'The score of always answering the positive rate.',
      }),
      withinBins: t.exposeFloat('withinBins', { description: 'What bins hide; below 0: it saves.' }),
    }),
  });

  const ScoreBin = builder.objectRef<ScoreCurves['histogram'][number]>('ScoreBin').implement({
    description: 'Labelled predictions with a score from `from` on, up to but without `to`.',
    fields: (t) => ({
      from: t.exposeFloat('from'),
      to: t.exposeFloat('to'),
      positives: t.field({ type: 'Count', resolve: ({ positives }) => positives }),
      negatives: t.field({ type: 'Count', resolve: ({ negatives }) => negatives }),
    }),
  });
  const RocPoint = builder.objectRef<CurvePoint>('RocPoint').implement({
    fields: (t) => ({
      falsePositiveRate: t.float({ resolve: ({ x }) => x }),
      truePositiveRate: t.float({ resolve: ({ y }) => y }),
    }),
  });
  const PrecisionRecallPoint = builder.objectRef<CurvePoint>('PrecisionRecallPoint').implement({
    fields: (t) => ({
      recall: t.float({ resolve: ({ x }) => x }),
      precision: t.float({ resolve: ({ y }) => y }),
    }),
  });
  const Threshold = builder.objectRef<ThresholdRow>('ThresholdFigures').implement({
    description: 'What would have been answered from a threshold on. Exact.',
    fields: (t) => {
      const count = (name: keyof ThresholdRow['confusion']) =>
        t.field({ type: 'Count', resolve: ({ confusion }) => confusion[name] });
      return {
        threshold: t.exposeFloat('threshold'),
        truePositives: count('truePositives'),
        falsePositives: count('falsePositives'),
        falseNegatives: count('falseNegatives'),
        trueNegatives: count('trueNegatives'),
        precision: t.exposeFloat('precision', { nullable: true }),
        recall: t.exposeFloat('recall', { nullable: true }),
        f1: t.exposeFloat('f1', { nullable: true }),
        falsePositiveRate: t.exposeFloat('falsePositiveRate', { nullable: true }),
        positiveRate: t.exposeFloat('positiveRate', {
          description: 'Share of all that is answered positive.',
        }),
        valuePerAnswer: t.exposeFloat('valuePerAnswer', {
          nullable: true,
          description: "What an answer is worth on average, by the manifest's costs; null without them.",
        }),
      };
    },
  });
  const ScoreCurvesType = builder.objectRef<ScoreCurves>('ScoreCurves').implement({
    description:
      'What any threshold would have done over the closed cohort, silence included; binary models.',
    fields: (t) => ({
      from: t.field({
        type: 'DateTime',
        description: 'Of the predictions under these figures, as in `performance.measured`.',
        resolve: ({ cohort }) => new Date(cohort.fromMs),
      }),
      to: t.field({ type: 'DateTime', resolve: ({ cohort }) => new Date(cohort.toMs) }),
      labelled: t.field({ type: 'Count', resolve: ({ labelled }) => labelled }),
      threshold: t.float({
        description: "The model's own.",
        resolve: ({ model }) => model.manifest.threshold,
      }),
      currency: t.string({
        nullable: true,
        description: 'Of `valuePerAnswer`; null where the manifest has no costs.',
        resolve: ({ model }) => model.manifest.costs?.currency ?? null,
      }),
      histogram: t.field({
        type: [ScoreBin],
        description: 'By true class over 64 bins of equal width in log-odds, ascending.',
        resolve: ({ histogram }) => histogram,
      }),
      roc: t.field({
        type: [RocPoint],
        description:
          'From (0, 0) to (1, 1), exact at the edges of the bins; empty unless both classes are there.',
        resolve: ({ roc }) => roc,
      }),
      precisionRecall: t.field({
        type: [PrecisionRecallPoint],
        description: 'By descending threshold; empty without positives.',
        resolve: ({ precisionRecall }) => precisionRecall,
      }),
      rocAuc: t.field({ type: BinnedFigure, nullable: true, resolve: ({ rocAuc }) => rocAuc }),
      prAuc: t.field({
        type: BinnedFigure,
        nullable: true,
        description: 'Average precision.',
        resolve: ({ prAuc }) => prAuc,
      }),
      thresholds: t.field({
        type: [Threshold],
        description: 'At the lower edge of each bin that holds rows, ascending.',
        resolve: ({ thresholds }) => thresholds,
      }),
    }),
  });

  builder.queryFields((t) => ({
    calibration: t.field({
      type: CalibrationType,
      nullable: true,
      description: 'Null while nothing is labelled.',
      args: rowsArgs,
      resolve: (_, request, context) => readCalibration(context, request),
    }),
    scoreCurves: t.field({
      type: ScoreCurvesType,
      nullable: true,
      description: 'Null while nothing is labelled.',
      args: rowsArgs,
      resolve: (_, request, context) => readScoreCurves(context, request),
    }),
  }));
}
