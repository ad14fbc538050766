import type { FeatureAccount } from './feature-account.ts';
import type { JudgedPart } from './mean-change.ts';
import type { ChangeMetric } from './row-metrics.ts';
import { OTHER_SEGMENTS, type SegmentAccount, type SegmentPart } from './segment-account.ts';

const NAMES: Readonly<Record<ChangeMetric, string>> = {
  ACCURACY: 'accuracy',
  CONFIDENCE: 'mean confidence',
  POSITIVE_RATE: 'positive rate',
};

/** A part is told in a sentence when it makes up so much of mix and rate together. */
const WORTH_TELLING = 0.25;
/** From this share of rows with values that were not there before, a remainder is called a guess. */
const MANY_UNSEEN = 0.05;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const points = (change: number) => `${(100 * Math.abs(change)).toFixed(1)} points`;
const isNothing = (change: number) => points(change) === '0.0 points';
const moved = (change: number) => (change < 0 ? 'fell' : 'rose');
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "Accuracy fell by 4.5 points, from 88.9 % to 84.4 %." */
export function wholeMessage(metric: ChangeMetric, { before, after, whole }: SegmentAccount): string {
  const name = capital(NAMES[metric]);
  if (isNothing(whole.contribution)) return `${name} stayed at ${percent(after)}.`;
  const change = `${name} ${moved(whole.contribution)} by ${points(whole.contribution)}`;
  return `${change}, from ${percent(before)} to ${percent(after)}${doubt(whole)}.`;
}

/** "cityTier 3: its accuracy fell from 88.0 % to 79.1 %, which takes 2.9 points off the whole." */
export function segmentMessage(metric: ChangeMetric, feature: string, part: SegmentPart): string {
  const who =
    part.segment === OTHER_SEGMENTS && part.pooled.length > 0
      ? `${feature}, ${part.pooled.length} rare values together`
      : `${feature} ${part.segment}`;
  return `${who}: ${happened(metric, part)}, which ${effect(part.contribution)} the whole${doubt(part)}.`;
}

function happened(metric: ChangeMetric, { before, after, mix, rate }: SegmentPart): string {
  if (before.mean === null) return `new, ${percent(after.share)} of the rows`;
  if (after.mean === null) return `gone, it was ${percent(before.share)} of the rows`;
  if (mix === null || rate === null) {
    return `${before.rows} rows before and ${after.rows} after, too few to tell its share from its ${NAMES[metric]}`;
  }
  const size = Math.abs(mix) + Math.abs(rate);
  const told = [
    { weight: rate, text: change(`its ${NAMES[metric]}`, before.mean, after.mean) },
    { weight: mix, text: change('its share of the rows', before.share, after.share) },
  ].filter(({ weight }) => Math.abs(weight) >= WORTH_TELLING * size);
  return told.map(({ text }) => text).join(' and ');
}

function change(what: string, before: number, after: number): string {
  if (percent(before) === percent(after)) return `${what} stayed at ${percent(after)}`;
  return `${what} ${moved(after - before)} from ${percent(before)} to ${percent(after)}`;
}

function effect(contribution: number): string {
  if (isNothing(contribution)) return 'hardly moves';
  return contribution < 0 ? `takes ${points(contribution)} off` : `adds ${points(contribution)} to`;
}

/** "Other values of tenure take 4.8 points off accuracy." */
export function featureMessage(metric: ChangeMetric, feature: string, part: JudgedPart): string {
  const { contribution } = part;
  const what = `Other values of ${feature}`;
  if (isNothing(contribution)) return `${what} hardly move ${NAMES[metric]}.`;
  const does = contribution < 0 ? `take ${points(contribution)} off` : `add ${points(contribution)} to`;
  return `${what} ${does} ${NAMES[metric]}${doubt(part)}.`;
}

/** "At equal inputs, accuracy fell by 9.6 points, most of all by complain." */
export function remainderMessage(
  metric: ChangeMetric,
  { remainder, variesWith, unseenShare }: FeatureAccount,
  nameOf: (feature: number) => string,
): string {
  const guess =
    unseenShare >= MANY_UNSEEN
      ? ` ${percent(unseenShare)} of the rows have values that were not there before: for them this is a guess.`
      : '';
  if (isNothing(remainder.contribution)) return `At equal inputs, ${NAMES[metric]} stayed as it was.${guess}`;
  const by = variesWith.length === 0 ? '' : `, most of all by ${variesWith.map(nameOf).join(', ')}`;
  const fell = `${moved(remainder.contribution)} by ${points(remainder.contribution)}`;
  return `At equal inputs, ${NAMES[metric]} ${fell}${by}${doubt(remainder)}.${guess}`;
}

function doubt({ matters }: JudgedPart): string {
  return matters ? '' : ' (too little or too uncertain to matter)';
}
