/** `read`, asked again only when its answer is older than some milliseconds. A failed one is forgotten. */
export function rememberFor<T>(
  durationMs: number,
  now: () => number,
  read: () => Promise<T>,
): () => Promise<T> {
  let answer: Promise<T> | null = null;
  let readMs = 0;
  return () => {
    if (answer !== null && now() - readMs < durationMs) return answer;
    readMs = now();
    const asked = read().catch((error: unknown) => {
      if (answer === asked) answer = null;
      throw error;
    });
    answer = asked;
    return asked;
  };
}
