export const mostSamples = 100_000;
export const usualSamples = 1_000;

/** "1,000" as 1000; null for what is no whole number from 1 to 100,000. */
export function parseSamples(text: string): number | null {
  const digits = text.replace(/[\s,.'’]/g, '');
  if (!/^\d{1,6}$/.test(digits)) return null;
  const samples = Number(digits);
  return samples >= 1 && samples <= mostSamples ? samples : null;
}
