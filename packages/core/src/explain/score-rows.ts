import { failure, type Failure } from '../errors/error-code.ts';

/** Any model: one number for each row (of its input; NaN missing), e.g. the probability of the positive class. */
export type ScoreRows = (rows: readonly Float64Array[]) => Promise<ArrayLike<number>>;

export type ScoresResult = { ok: true; scores: ArrayLike<number> } | { ok: false; failure: Failure };

/** Scores in batches of at most `batchRows` rows. A model that answers something else than a number a row fails. */
export async function scoreInBatches(
  score: ScoreRows,
  rows: readonly Float64Array[],
  batchRows: number,
): Promise<ScoresResult> {
  const scores = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; start += batchRows) {
    const batch = rows.slice(start, start + batchRows);
    const answers = await score(batch);
    if (answers.length !== batch.length) {
      return bad(`the model answered ${answers.length} numbers to ${batch.length} rows`);
    }
    for (let i = 0; i < batch.length; i++) {
      if (!Number.isFinite(answers[i])) return bad(`the model answered ${answers[i]}`);
      scores[start + i] = answers[i];
    }
  }
  return { ok: true, scores };
}

function bad(message: string): ScoresResult {
  return { ok: false, failure: failure('BAD_USER_INPUT', message) };
}
