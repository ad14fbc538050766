const HOUR = 60;

/** No window of a rule grows beyond 7 days. */
export const LONGEST_RULE_WINDOW_MINUTES = 7 * 24 * HOUR;

/** So that at most half as much again is taken as is needed, and every length can be said in a word or two. */
const STEPS = [1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168].map((hours) => hours * HOUR);

/** A rule's own window in minutes, then longer and longer ones, for when it holds too few rows. */
export function windowSteps(minutes: number): number[] {
  return [minutes, ...STEPS.filter((step) => step > minutes)];
}
