/** Answers that cost much are kept so long: whoever watches asks again four times a second. */
const KEPT_MS = 60_000;
const MOST_ANSWERS = 32;

interface Kept<T> {
  answer: Promise<T>;
  madeMs: number;
}

/** Kept answers of one type, for as long as `owner` lives. */
export interface Memory<T> {
  get(owner: object, key: string, nowMs: number, make: () => Promise<T>): Promise<T>;
}

/** The answer to a key of a minute ago or less; a failed one is forgotten. Past 32 the oldest goes. */
export function createMemory<T>(keptMs = KEPT_MS): Memory<T> {
  const byOwner = new WeakMap<object, Map<string, Kept<T>>>();
  return {
    get: (owner, key, nowMs, make) => {
      let answers = byOwner.get(owner);
      if (!answers) byOwner.set(owner, (answers = new Map()));
      const kept = answers.get(key);
      if (kept && nowMs - kept.madeMs < keptMs) return kept.answer;
      const answer = make();
      const all = answers;
      all.delete(key);
      all.set(key, { answer, madeMs: nowMs });
      answer.catch(() => {
        if (all.get(key)?.answer === answer) all.delete(key);
      });
      if (all.size > MOST_ANSWERS) all.delete(all.keys().next().value ?? key);
      return answer;
    },
  };
}
