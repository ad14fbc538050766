/** What stands for a figure that does not exist (a ratio without a denominator). */
export const noValue = '–';

type Maybe = number | null | undefined;

const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const isNumber = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

/** Significant digits without an exponent: 0.5, 12.3, 1,234. */
function short(value: number): string {
  const magnitude = Math.abs(value);
  const digits = magnitude === 0 || magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

export const formatCount = (value: Maybe): string => (isNumber(value) ? integer.format(value) : noValue);

/** 12,345 stays; from a million on 1.2M. */
export const formatCompact = (value: Maybe): string =>
  isNumber(value) ? (Math.abs(value) < 1e6 ? integer.format(value) : compact.format(value)) : noValue;

export const formatNumber = (value: Maybe): string => (isNumber(value) ? short(value) : noValue);

/** A ratio 0..1 as a percentage. Small shares keep a digit more, and never round to a false 0 % or 100 %. */
export function formatPercent(ratio: Maybe): string {
  if (!isNumber(ratio)) return noValue;
  const percent = ratio * 100;
  if (percent > 0 && percent < 0.01) return '<0.01 %';
  if (percent < 100 && percent > 99.95) return '>99.9 %';
  const digits = percent > 0 && percent < 1 ? 2 : 1;
  return `${percent.toLocaleString('en', { maximumFractionDigits: digits })} %`;
}

/** A score without a unit, such as an area under a curve: 0.861. */
export const formatScore = (score: Maybe): string => (isNumber(score) ? score.toFixed(3) : noValue);

/** Milliseconds, from microseconds to minutes. */
export function formatMs(ms: Maybe): string {
  if (!isNumber(ms)) return noValue;
  if (ms >= 60_000) return `${short(ms / 60_000)} min`;
  if (ms >= 1_000) return `${short(ms / 1_000)} s`;
  return `${short(ms)} ms`;
}

export function formatBytes(bytes: Maybe): string {
  if (!isNumber(bytes)) return noValue;
  if (bytes >= 1024 ** 3) return `${short(bytes / 1024 ** 3)} GB`;
  return `${integer.format(bytes / 1024 ** 2)} MB`;
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
