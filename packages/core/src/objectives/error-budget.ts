/**
 * The share of what may go wrong that is left: 1 all, 0 used up, negative overspent. Null where nothing may go wrong
 * (`allowed` 0): there is no budget.
 */
export function budgetLeft(wrong: number, allowed: number): number | null {
  return allowed > 0 ? 1 - wrong / allowed : null;
}

/** The target is at least a share of good, 0..1: the rest of it may go wrong. */
export function budgetOfShareAbove(actual: number, target: number): number | null {
  return budgetLeft(1 - actual, 1 - target);
}

/** The target is at most a share of bad, 0..1: as much of it may go wrong. */
export function budgetOfShareBelow(actual: number, target: number): number | null {
  return budgetLeft(actual, target);
}

/**
 * The target is a quantity that should stay below `target` and must not pass `limit`, above it: what may go wrong is the
 * way from one to the other. All is left up to the target, and it is used up at the limit.
 */
export function budgetUpToLimit(actual: number, target: number, limit: number): number | null {
  return budgetLeft(Math.max(0, actual - target), limit - target);
}
