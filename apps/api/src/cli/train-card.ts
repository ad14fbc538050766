import type { Manifest } from '@kilter/core/features/manifest';
import type { Reference } from '@kilter/core/features/reference';
import type { Truth } from '@kilter/core/simulation/truth';
import type { TrainedModel } from '@kilter/core/training/train-model';

const BEGIN = '<!-- figures: written by `npm run train`; what stands outside is kept -->';
const END = '<!-- end of figures -->';

/** The model card: a new one, or `existing` with the part between the marks renewed. */
export function writeCard(
  model: TrainedModel,
  truth: Truth | null,
  command: string,
  existing: string | null,
): string {
  const figures = `${BEGIN}\n\n${describeFigures(model, truth, command)}\n${END}`;
  const from = existing?.indexOf(BEGIN) ?? -1;
  const to = existing?.indexOf(END) ?? -1;
  if (existing !== null && from !== -1 && to > from) {
    return existing.slice(0, from) + figures + existing.slice(to + END.length);
  }
  const { title, description } = model.manifest;
  return `# ${title}\n\n${description === '' ? '' : `${description}\n\n`}${figures}\n`;
}

function describeFigures(model: TrainedModel, truth: Truth | null, command: string): string {
  const parts = [
    describeTraining(model),
    '## Figures',
    describeMethod(model),
    metricTable(model),
    describeAccuracy(model),
    describeSpread(model),
    describeLeak(model),
    '## What it looks at',
    importanceTable(model),
    ...(truth === null ? [] : ['## Synthetic customers', describeSynthetic(model, truth), pinTable(truth)]),
    '## Made with',
    `\`\`\`sh\n${command}\n\`\`\``,
  ];
  return parts.filter((part) => part !== '').join('\n\n') + '\n';
}

function figure(value: number, digits = 3): string {
  return value.toFixed(digits).replace(/^(-?)0\./, '$1.');
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

function metricOf(metrics: Reference['baseline']['metrics'], name: string): number | null {
  return metrics.find((metric) => metric.name === name)?.value ?? null;
}

function isGrouped({ reference }: TrainedModel): boolean {
  return reference.groups < reference.rows;
}

function describeTraining({ manifest, reference, report }: TrainedModel): string {
  const { training } = manifest;
  const groups = reference.groups < reference.rows ? ` in ${reference.groups} groups of related rows` : '';
  return (
    `Version ${manifest.version}: ${training?.algorithm}, ${report.rounds} trees, trained on all ${reference.rows} rows` +
    `${groups}; ${percent(report.positiveRate)} are \`${manifest.positiveClass}\`. Inputs and outputs are described ` +
    `by \`manifest.json\`, what was normal in training by \`reference.json\`.`
  );
}

function describeMethod(model: TrainedModel): string {
  const { baseline } = model.reference;
  const related = isGrouped(model) ? ' Related rows are on one side of every split, the inner ones too.' : '';
  return (
    `${baseline.method}${related} Every figure is from rows that the scoring model has not seen: the mean over the ` +
    'repeats, +- the standard deviation between them.'
  );
}

const metricTitles: Record<string, string> = {
  positiveRate: 'Base rate',
  accuracy: 'Accuracy',
  precision: 'Precision',
  recall: 'Recall',
  specificity: 'Specificity',
  f1: 'F1',
  mcc: 'MCC',
  balancedAccuracy: 'Balanced accuracy',
  rocAuc: 'ROC AUC',
  prAuc: 'PR AUC (average precision)',
  logLoss: 'Log loss',
  brier: 'Brier score',
  ece: 'ECE (10 equal-width bins)',
};

function metricTable(model: TrainedModel): string {
  const { metrics, atUsefulThreshold, threshold, leaky } = model.reference.baseline;
  const columns = [
    { title: `Threshold ${threshold}`, metrics },
    ...(atUsefulThreshold === null
      ? []
      : [{ title: `Threshold ${atUsefulThreshold.threshold}`, metrics: atUsefulThreshold.metrics }]),
    ...(leaky.length > 0 ? [{ title: `Random split (leaky), threshold ${threshold}`, metrics: leaky }] : []),
  ];
  const rows = metrics.map(({ name }) => [
    metricTitles[name] ?? name,
    ...columns.map((column) => metricCell(column.metrics, name)),
  ]);
  return markdownTable(['', ...columns.map(({ title }) => title)], rows);
}

function metricCell(metrics: Reference['baseline']['metrics'], name: string): string {
  const metric = metrics.find((other) => other.name === name);
  if (metric === undefined) return '';
  const deviation = metric.standardDeviation === null ? '' : ` +- ${figure(metric.standardDeviation, 4)}`;
  return figure(metric.value) + deviation;
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(3, title.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

/** What accuracy hides: the majority class's own, and how many positives are missed. */
function describeAccuracy({ manifest, reference, report }: TrainedModel): string {
  const { metrics, atUsefulThreshold } = reference.baseline;
  const majority = Math.max(report.positiveRate, 1 - report.positiveRate);
  const recall = metricOf(metrics, 'recall');
  const missed =
    recall === null
      ? ''
      : ` At threshold ${manifest.threshold} the model finds ${percent(recall)} of the \`${manifest.positiveClass}\` ` +
        `rows and misses ${percent(1 - recall)}, which its accuracy does not show.`;
  return (
    `Answering the more frequent class always has an accuracy of ${figure(majority)}.${missed}` +
    (atUsefulThreshold === null ? '' : describeUseful(manifest, report, atUsefulThreshold))
  );
}

function describeUseful(
  { costs }: Manifest,
  { useful }: TrainedModel['report'],
  { threshold, metrics }: NonNullable<Reference['baseline']['atUsefulThreshold']>,
): string {
  const aim =
    useful.purpose === 'F1' || costs === null
      ? 'has the greatest F1'
      : `is worth most by the example costs of the manifest (in ${costs.currency})`;
  const [recall, precision] = ['recall', 'precision'].map((name) => metricOf(metrics, name) ?? 0);
  return (
    ` For acting, threshold ${threshold} ${aim}: recall ${percent(recall)}, precision ${percent(precision)}. ` +
    'It was chosen on the same held-out scores, so its figures are very slightly too good.'
  );
}

function describeSpread({ report }: TrainedModel): string {
  const spreads = report.spreads.map(
    ({ name, least, median, greatest }) =>
      `${metricTitles[name]} from ${figure(least)} to ${figure(greatest)} (median ${figure(median)})`,
  );
  return `Over the ${report.spreads[0].folds} single folds: ${spreads.join(', ')}.`;
}

function describeLeak({ reference, report }: TrainedModel): string {
  const { leaky, metrics } = reference.baseline;
  if (leaky.length === 0) return '';
  const [honest, random] = [metrics, leaky].map((list) => figure(metricOf(list, 'accuracy') ?? 0));
  return (
    `A random split (${report.leakyRepeats} repeat(s), same recipe) gives accuracy ${random} in place of ${honest}: it ` +
    'puts relatives of the training rows into the test rows, and the model recognises them. Do not expect that of ' +
    'new subjects.'
  );
}

function importanceTable({ report, manifest }: TrainedModel): string {
  const descriptions = new Map(manifest.features.map(({ name, description }) => [name, description]));
  const rows = report.importance.map(({ name, share }) => [
    `\`${name}\``,
    percent(share),
    descriptions.get(name) ?? '',
  ]);
  return markdownTable(['Feature', 'Share of gain', 'Meaning'], rows);
}

function describeSynthetic({ manifest }: TrainedModel, { drift, pinned }: Truth): string {
  const drifting = drift.features.map((name) => `\`${name}\``).join(' and ');
  return (
    'For simulations, `generator.json` draws synthetic rows, `truth.json` their outcomes, and `sample.csv` holds some of ' +
    'them. They stand for nobody: what was fitted to the training rows are counts over many of them at a time. The truth ' +
    `is a random forest, solved so that this model does on its outcomes about what it did out of fold. The agreement ` +
    `below (${pinned.customers.toLocaleString('en')} fresh rows, threshold ${manifest.threshold}) is made, not found: it ` +
    `says nothing about real rows. Under concept drift the effects of ${drifting} shrink to ` +
    `${percent(1 - drift.strength)} of what they were, and the inputs stay as they are.`
  );
}

function pinTable({ pinned }: Truth): string {
  const columns = [pinned.card, pinned.stable, pinned.drifted];
  const rows = pinned.stable.map(({ name }) => [
    metricTitles[name] ?? name,
    ...columns.map((metrics) => {
      const metric = metrics.find((other) => other.name === name);
      return metric === undefined ? '' : figure(metric.value);
    }),
  ]);
  return markdownTable(['', 'Real, out of fold', 'Synthetic, stable', 'Synthetic, concept drift'], rows);
}
