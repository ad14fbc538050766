import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { countRefused } from '@kilter/core/sketches/minute-counters';
import { addAll } from '@kilter/core/sketches/fold-deltas';
import { packDeltas, packRollup, type RollupDelta } from '@kilter/core/sketches/pack-deltas';
import { unpackCounters } from '@kilter/core/sketches/sparse-bytes';
import { tinyLayout } from '@kilter/core/testing/tiny-model';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import type { WriteGroup } from '@kilter/db/queries/write-group';
import { predictionRow } from '@kilter/db/testing/rows';
import { createLogger } from '../logger.ts';
import { createRecorder, type RecorderOptions, type RecordItem } from './recorder.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SETTLE_MS = 60_000;

class SqlError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`SQLSTATE ${code}`);
    this.code = code;
  }
}
const AWAY = '08006';
const NUL_BYTE = '22021';
const UNIQUE_VIOLATION = '23505';
const NO_PARTITION = '23514';
const SYNTAX_ERROR = '42601';

const item = (changes: Partial<PredictionRow> = {}): RecordItem => ({
  row: predictionRow(changes),
  kept: null,
});
const items = (count: number): RecordItem[] => Array.from({ length: count }, () => item());
const isPoisonous = ({ subject }: PredictionRow) => subject === 'poison';

/** What a try of a group comes to. */
type Outcome =
  | 'WRITTEN'
  /** Nothing happened. */
  | 'AWAY'
  /** It was written, but the answer was lost. */
  | 'AWAY_AFTERWARDS'
  /** Nothing happened, and nobody ever says so. */
  | 'SILENCE'
  /** It was written, and nobody ever says so. */
  | 'SILENCE_AFTERWARDS'
  | 'DEFECT';

/** A database with a ledger, that fails as it is told: by try, in order; at the end it works. */
function fakeDatabase(outcomes: Iterable<Outcome> = []) {
  const script = [...outcomes];
  const tries: WriteGroup[] = [];
  const ledger = new Map<number, WriteGroup>();

  const put = (group: WriteGroup): boolean => {
    if (ledger.has(group.groupNo)) return false;
    if (group.rows.some(isPoisonous)) throw new SqlError(NUL_BYTE);
    const { writer, groupNo, previousCommitMs, rows, keptAnswers, deltas } = group;
    ledger.set(groupNo, structuredClone({ writer, groupNo, previousCommitMs, rows, keptAnswers, deltas }));
    return true;
  };
  const write = async (group: WriteGroup): Promise<boolean> => {
    tries.push(group);
    const outcome = script.shift() ?? 'WRITTEN';
    switch (outcome) {
      case 'WRITTEN':
        return put(group);
      case 'AWAY':
        throw new SqlError(AWAY);
      case 'AWAY_AFTERWARDS':
        put(group);
        throw new SqlError(AWAY);
      case 'SILENCE_AFTERWARDS':
        put(group);
        return new Promise(() => undefined);
      case 'SILENCE':
        return new Promise(() => undefined);
      case 'DEFECT':
        throw new SqlError(SYNTAX_ERROR);
    }
  };
  return {
    write,
    tries,
    groups: () => [...ledger.values()],
    rows: () => [...ledger.values()].flatMap(({ rows }) => [...rows]),
    sums: () => sumByKey([...ledger.values()].flatMap(({ deltas }) => [...deltas])),
  };
}

/** What deltas come to, by version, minute and source: core counters, those of features, those of segments by name. */
function sumByKey(deltas: readonly RollupDelta[]): Map<string, number[]> {
  const keyOf = ({ modelVersionId, minuteMs, source }: RollupDelta) =>
    `${modelVersionId}/${minuteMs}/${source}`;
  const { coreWidth, featureWidth } = tinyLayout;
  const sums = [...Map.groupBy(deltas, keyOf)].map(([key, own]): [string, number[]] => {
    const { core, features, segmentNames, segmentCounters } = addAll(own);
    const byName = [...segmentNames.keys()].sort((a, b) => (segmentNames[a] < segmentNames[b] ? -1 : 1));
    const segments = byName.flatMap((i) => [...unpackCounters(segmentCounters[i], coreWidth)]);
    return [
      key,
      [...unpackCounters(core, coreWidth), ...unpackCounters(features, featureWidth), ...segments],
    ];
  });
  return new Map(sums.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same sums from the rows themselves, and from input that was refused now. */
function recompute(rows: readonly PredictionRow[], refused = 0) {
  const deltas = packDeltas(
    rows,
    ({ id }) => idTimeMs(id),
    () => tinyLayout,
  );
  if (refused > 0) {
    const counters = tinyLayout.empty();
    countRefused(counters.core, refused);
    const minuteMs = Math.floor(Date.now() / 60_000) * 60_000;
    deltas.push({ modelVersionId: 1, minuteMs, source: 'API', ...packRollup(counters) });
  }
  return sumByKey(deltas);
}

const makeRecorder = (options: Partial<RecorderOptions> & Pick<RecorderOptions, 'write'>) =>
  createRecorder({
    writer: '01890000-0000-7000-8000-000000000000',
    ensurePartitions: async () => undefined,
    layoutOf: () => tinyLayout,
    now: Date.now,
    log: createLogger('silent'),
    ...options,
  });

/** Runs the clock until a promise is settled, and gives what it was settled with. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  let done = false;
  const finish = () => {
    done = true;
  };
  promise.then(finish, finish);
  for (let waitedMs = 0; !done; waitedMs += 10) {
    if (waitedMs > SETTLE_MS) throw new Error('The recorder never answered.');
    await vi.advanceTimersByTimeAsync(10);
  }
  return promise;
}

const codes = (results: ({ code: string } | null)[]) => results.map((result) => result?.code ?? null);
const groupSizes = (groups: readonly WriteGroup[]) => groups.map(({ rows }) => rows.length);
const numbers = (groups: readonly WriteGroup[]) => groups.map(({ groupNo }) => groupNo);

describe('groups', () => {
  test('what arrives during a commit forms the next group, and one group is in flight', async () => {
    const releases: (() => void)[] = [];
    const groups: WriteGroup[] = [];
    let inFlight = 0;
    const recorder = makeRecorder({
      write: async (group) => {
        groups.push(group);
        expect(++inFlight).toBe(1);
        await new Promise<void>((resolve) => releases.push(resolve));
        inFlight--;
        return true;
      },
    });
    const answered: string[] = [];
    const record = (name: string) => recorder.record([item()]).then(() => answered.push(name));
    const all = [record('a')];
    await vi.advanceTimersByTimeAsync(0);
    all.push(record('b'), record('c'));
    await vi.advanceTimersByTimeAsync(0);
    expect(groupSizes(groups)).toEqual([1]);
    expect(recorder.pendingRows()).toBe(3);
    releases[0]();
    await vi.advanceTimersByTimeAsync(0);
    expect(answered).toEqual(['a']);
    expect(groupSizes(groups)).toEqual([1, 2]);
    releases[1]();
    await settled(Promise.all(all));
    expect(answered).toEqual(['a', 'b', 'c']);
    expect(numbers(groups)).toEqual([1, 2]);
    expect(recorder.pendingRows()).toBe(0);
  });

  test('that are large do not wait for the one under way, but for a free lane', async () => {
    const releases: (() => void)[] = [];
    const groups: WriteGroup[] = [];
    const recorder = makeRecorder({
      write: async (group) => {
        groups.push(group);
        await new Promise<void>((resolve) => releases.push(resolve));
        return true;
      },
      maxGroupRows: 4,
      secondLaneRows: 3,
    });
    const all = [1, 2, 1, 3, 2].map((count) => recorder.record(items(count)));
    await vi.advanceTimersByTimeAsync(0);
    expect(groupSizes(groups)).toEqual([1, 3]);
    releases[1]();
    await vi.advanceTimersByTimeAsync(0);
    expect(groupSizes(groups)).toEqual([1, 3, 4]);
    expect(recorder.settledGroupNo()).toBe(0);
    releases[2]();
    await vi.advanceTimersByTimeAsync(0);
    expect(groupSizes(groups)).toEqual([1, 3, 4]);
    releases[0]();
    await vi.advanceTimersByTimeAsync(0);
    expect(groupSizes(groups)).toEqual([1, 3, 4, 1]);
    expect(recorder.settledGroupNo()).toBe(3);
    releases[3]();
    await settled(Promise.all(all));
  });

  test('hold so many rows at most, in order; a submission in several of them is answered once', async () => {
    const database = fakeDatabase();
    const recorder = makeRecorder({ write: database.write, maxGroupRows: 10 });
    const submitted = items(25);
    expect(await settled(recorder.record(submitted))).toEqual(submitted.map(() => null));
    expect(groupSizes(database.groups())).toEqual([10, 10, 5]);
    expect(database.rows()).toEqual(submitted.map(({ row }) => row));
  });

  test('carry the answers that are kept under keys, and the time that the last commit took', async () => {
    const database = fakeDatabase(['AWAY']);
    const recorder = makeRecorder({ write: database.write });
    const keyed = { ...item(), kept: { scope: 'churn', key: 'k', fingerprint: 'f' } };
    await settled(recorder.record([item(), keyed]));
    await settled(recorder.record([item()]));
    const [first, second] = database.groups();
    expect(first.keptAnswers).toEqual([{ scope: 'churn', key: 'k', fingerprint: 'f', answer: keyed.row }]);
    expect(first.previousCommitMs).toBeNull();
    expect(second.previousCommitMs).toBeGreaterThan(0);
    expect(recorder.lastCommitMs()).toBe(0);
  });

  test('add to each minute, version and source what their rows count', async () => {
    const database = fakeDatabase();
    const recorder = makeRecorder({ write: database.write });
    const first = [item(), item({ source: 'SIMULATION' }), item({ modelVersionId: 2 })];
    vi.setSystemTime(Date.now() + 61_000);
    const second = [item({ errorCode: 'INTERNAL', label: null }), item({ flags: { tenure: 'MISSING' } })];
    await settled(recorder.record([...first, ...second]));
    expect(database.groups()[0].deltas).toHaveLength(4);
    expect(database.sums()).toEqual(recompute([...first, ...second].map(({ row }) => row)));
  });

  test('have their partitions made before they are written, once a day', async () => {
    const made: number[] = [];
    const database = fakeDatabase();
    const failures = [new SqlError(AWAY)];
    const recorder = makeRecorder({
      write: async (group) => {
        expect(made.length).toBeGreaterThan(0);
        return database.write(group);
      },
      ensurePartitions: async (timeMs) => {
        const error = failures.pop();
        if (error) throw error;
        made.push(timeMs);
      },
    });
    expect(await settled(recorder.record(items(3)))).toEqual([null, null, null]);
    await settled(recorder.record(items(3)));
    vi.setSystemTime(Date.now() + 86_400_000);
    await settled(recorder.record(items(3)));
    expect(made).toHaveLength(2);
    expect(made[1] - made[0]).toBe(86_400_000);
  });
});

describe('while the database is away', () => {
  test('a group is tried again under its number, unchanged', async () => {
    const database = fakeDatabase(['AWAY', 'AWAY', 'AWAY']);
    const recorder = makeRecorder({ write: database.write });
    const first = recorder.record(items(2));
    await vi.advanceTimersByTimeAsync(60);
    const second = recorder.record(items(3));
    expect(codes(await settled(first))).toEqual([null, null]);
    expect(codes(await settled(second))).toEqual([null, null, null]);
    expect(numbers(database.tries)).toEqual([1, 1, 1, 1, 2]);
    expect(groupSizes(database.tries)).toEqual([2, 2, 2, 2, 3]);
  });

  test('a group that was written although the answer was lost is not written again', async () => {
    const database = fakeDatabase(['AWAY_AFTERWARDS']);
    const recorder = makeRecorder({ write: database.write });
    const submitted = items(2);
    expect(codes(await settled(recorder.record(submitted)))).toEqual([null, null]);
    expect(numbers(database.tries)).toEqual([1, 1]);
    expect(database.rows()).toEqual(submitted.map(({ row }) => row));
    expect(database.sums()).toEqual(recompute(submitted.map(({ row }) => row)));
  });

  test.each(['AWAY', 'SILENCE'] as const)(
    'past the deadline (%s) callers are told so, and the next ones are served',
    async (outcome) => {
      const database = fakeDatabase(Array.from({ length: outcome === 'AWAY' ? 40 : 1 }, () => outcome));
      const recorder = makeRecorder({ write: database.write, commitDeadlineMs: 1_000 });
      const startedMs = Date.now();
      const [failure] = await settled(recorder.record([item()]));
      expect(failure).toMatchObject({ code: 'STORAGE_UNAVAILABLE', field: null });
      expect(Date.now() - startedMs).toBeGreaterThanOrEqual(1_000);
      expect(Date.now() - startedMs).toBeLessThan(1_200);
      expect(recorder.pendingRows()).toBe(0);
      expect(codes(await settled(recorder.record([item()])))).toEqual([null]);
    },
  );
});

describe('a row that cannot be stored', () => {
  test('fails alone, and the minutes count its neighbours exactly', async () => {
    for (const place of [0, 3, 7]) {
      const database = fakeDatabase();
      const recorder = makeRecorder({ write: database.write });
      const submitted = items(8);
      submitted[place] = item({ subject: 'poison' });
      const results = await settled(recorder.record(submitted));
      expect(codes(results)).toEqual(submitted.map((_, i) => (i === place ? 'BAD_USER_INPUT' : null)));
      const good = submitted.filter((_, i) => i !== place).map(({ row }) => row);
      expect(database.rows()).toEqual(good);
      expect(database.sums()).toEqual(recompute(good));
      // Halving: not row by row.
      expect(database.tries.length).toBeLessThanOrEqual(1 + 2 * 3);
      expect(new Set(numbers(database.tries)).size).toBe(database.tries.length);
    }
  });

  test('for its idempotency key is a conflict, so that the first answer can be looked up', async () => {
    const recorder = makeRecorder({
      write: async () => {
        throw new SqlError(UNIQUE_VIOLATION);
      },
    });
    expect(await settled(recorder.record([item()]))).toMatchObject([
      { code: 'CONFLICT', field: 'idempotencyKey' },
    ]);
  });

  test('because of a defect is INTERNAL at once', async () => {
    const database = fakeDatabase(['DEFECT']);
    const recorder = makeRecorder({ write: database.write });
    expect(codes(await settled(recorder.record(items(4))))).toEqual(Array(4).fill('INTERNAL'));
    expect(database.tries).toHaveLength(1);
  });
});

test('a row of a day whose partition was dropped meanwhile is written into a new one', async () => {
  const database = fakeDatabase();
  let isThere = false;
  const recorder = makeRecorder({
    ensurePartitions: async () => {
      isThere = true;
    },
    write: async (group) => {
      if (!isThere) throw new SqlError(NO_PARTITION);
      return database.write(group);
    },
  });
  expect(await settled(recorder.record(items(2)))).toEqual([null, null]);
  isThere = false;
  expect(await settled(recorder.record(items(3)))).toEqual([null, null, null]);
  expect(database.rows()).toHaveLength(5);
});

describe('the queue', () => {
  test('refuses what is too much for it as a whole, and drops nothing', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const database = fakeDatabase();
    const recorder = makeRecorder({
      write: async (group) => {
        await released;
        return database.write(group);
      },
      maxPendingRows: 10,
    });
    const first = recorder.record(items(8));
    expect(codes(await recorder.record(items(3)))).toEqual(Array(3).fill('OVERLOADED'));
    const second = recorder.record(items(2));
    expect(codes(await recorder.record(items(1)))).toEqual(['OVERLOADED']);
    expect(recorder.pendingRows()).toBe(10);
    release(undefined);
    expect(codes([...(await settled(first)), ...(await settled(second))])).toEqual(Array(10).fill(null));
    expect(database.rows()).toHaveLength(10);
    expect(recorder.pendingRows()).toBe(0);
    expect(codes(await settled(recorder.record(items(10))))).toEqual(Array(10).fill(null));
  });

  test('answers nothing for nothing', async () => {
    const database = fakeDatabase();
    expect(await makeRecorder({ write: database.write }).record([])).toEqual([]);
    expect(database.tries).toEqual([]);
  });

  test('is written to the end before the recorder closes, refused counts included', async () => {
    const database = fakeDatabase(['AWAY', 'AWAY_AFTERWARDS']);
    const recorder = makeRecorder({ write: database.write, maxGroupRows: 4 });
    const submitted = items(10);
    const answered = recorder.record(submitted);
    recorder.countRefused(1, 5);
    let closed = false;
    const closing = recorder.close().then(() => (closed = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toBe(false);
    await settled(closing);
    expect(database.rows()).toEqual(submitted.map(({ row }) => row));
    expect(await answered).toEqual(submitted.map(() => null));
    expect(database.sums()).toEqual(recompute(database.rows(), 5));
  });
});

describe('refused input', () => {
  test('is counted with the next group', async () => {
    const database = fakeDatabase();
    const recorder = makeRecorder({ write: database.write });
    recorder.countRefused(1, 3);
    const submitted = items(2);
    await settled(recorder.record(submitted));
    expect(database.groups()).toHaveLength(1);
    expect(database.sums()).toEqual(recompute(database.rows(), 3));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(database.groups()).toHaveLength(1);
  });

  test('is counted alone within a second, when no prediction comes', async () => {
    const database = fakeDatabase();
    const recorder = makeRecorder({ write: database.write });
    recorder.countRefused(1, 1);
    recorder.countRefused(1, 2);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(groupSizes(database.groups())).toEqual([0]);
    expect(database.sums()).toEqual(recompute([], 3));
  });

  test('is counted although it rides with a row that cannot be stored', async () => {
    for (const neighbours of [0, 1, 4]) {
      const database = fakeDatabase();
      const recorder = makeRecorder({ write: database.write });
      recorder.countRefused(1, 7);
      await settled(recorder.record([item({ subject: 'poison' }), ...items(neighbours)]));
      expect(database.sums()).toEqual(recompute(database.rows(), 7));
    }
  });
});

describe('the settled group number', () => {
  test('never passes a group that is still tried', async () => {
    const seen: [number, number][] = [];
    const database = fakeDatabase(['AWAY', 'WRITTEN', 'AWAY_AFTERWARDS']);
    const recorder = makeRecorder({
      write: (group) => {
        seen.push([recorder.settledGroupNo(), group.groupNo]);
        return database.write(group);
      },
      maxGroupRows: 3,
    });
    const submitted = items(12);
    submitted[4] = item({ subject: 'poison' });
    await settled(recorder.record(submitted));
    for (const [settledNo, groupNo] of seen) expect(settledNo).toBeLessThan(groupNo);
    await vi.advanceTimersByTimeAsync(0);
    expect(recorder.settledGroupNo()).toBe(Math.max(...numbers(database.tries)));
  });
});

describe('whatever fails', () => {
  const outcome = fc.oneof(
    { weight: 5, arbitrary: fc.constant<Outcome>('WRITTEN') },
    {
      weight: 3,
      arbitrary: fc.constantFrom<Outcome>(
        'AWAY',
        'AWAY_AFTERWARDS',
        'SILENCE',
        'SILENCE_AFTERWARDS',
        'DEFECT',
      ),
    },
  );
  const rowKind = fc.constantFrom(
    'PLAIN',
    'PLAIN',
    'PLAIN',
    'POISON',
    'ERROR',
    'NEXT_MINUTE',
    'OTHER_VERSION',
  );
  const makeItem = (kind: string): RecordItem => {
    if (kind === 'POISON') return item({ subject: 'poison' });
    if (kind === 'ERROR') return item({ errorCode: 'INTERNAL', label: null, confidence: null });
    if (kind === 'OTHER_VERSION') return item({ modelVersionId: 2, latencyMs: 3.25 });
    if (kind === 'NEXT_MINUTE') vi.setSystemTime(Date.now() + 60_000);
    return item();
  };

  const isUncertain = ({ code }: { code: string }) => code === 'STORAGE_UNAVAILABLE' || code === 'INTERNAL';

  test('each item is answered once, each row is written once, and the minutes are the sum of the written rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { maxLength: 25 }),
        fc.array(
          fc.record({
            kinds: fc.array(rowKind, { maxLength: 12 }),
            refused: fc.nat(2),
            pauseMs: fc.nat(120),
          }),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        async (outcomes, submissions) => {
          const database = fakeDatabase(outcomes);
          const recorder = makeRecorder({
            write: (group) => {
              expect(recorder.settledGroupNo()).toBeLessThan(group.groupNo);
              return database.write(group);
            },
            maxGroupRows: 5,
            secondLaneRows: 4,
            commitDeadlineMs: 300,
          });
          let answers = 0;
          const recorded: { submitted: RecordItem[]; results: Promise<({ code: string } | null)[]> }[] = [];
          for (const { kinds, refused, pauseMs } of submissions) {
            const submitted = kinds.map(makeItem);
            if (refused > 0) recorder.countRefused(1, refused);
            const results = recorder.record(submitted);
            results.then(
              () => answers++,
              () => undefined,
            );
            recorded.push({ submitted, results });
            await vi.advanceTimersByTimeAsync(pauseMs);
          }
          await settled(Promise.all(recorded.map(({ results }) => results)));
          await settled(recorder.close());
          expect(answers).toBe(submissions.length);
          expect(recorder.pendingRows()).toBe(0);
          expect(recorder.settledGroupNo()).toBe(Math.max(0, ...numbers(database.tries)));

          const timesWritten = new Map<string, number>();
          for (const { id } of database.rows()) timesWritten.set(id, (timesWritten.get(id) ?? 0) + 1);
          for (const { submitted, results } of recorded) {
            for (const [i, result] of (await results).entries()) {
              const times = timesWritten.get(submitted[i].row.id) ?? 0;
              if (result === null) expect(times).toBe(1);
              // Both may come after a try whose answer was lost.
              else if (isUncertain(result)) expect(times).toBeLessThanOrEqual(1);
              else expect(times).toBe(0);
              if (isPoisonous(submitted[i].row)) expect(result).not.toBeNull();
            }
          }
          const withoutRefused = (sums: Map<string, number[]>) =>
            new Map(
              [...sums]
                .map(([key, counts]): [string, number[]] => [key, counts.with(2, 0)])
                .filter(([, counts]) => counts.some((count) => count !== 0)),
            );
          expect(withoutRefused(database.sums())).toEqual(recompute(database.rows()));
          // A group that is tried again is the same group.
          for (const tried of database.tries) {
            const first = database.tries.find(({ groupNo }) => groupNo === tried.groupNo);
            expect(tried.rows.map(({ id }) => id)).toEqual(first?.rows.map(({ id }) => id));
          }
          const refusedSent = submissions.reduce((sum, { refused }) => sum + refused, 0);
          const refusedKept = [...database.sums().values()].reduce((sum, counts) => sum + counts[2], 0);
          expect(refusedKept).toBeLessThanOrEqual(refusedSent);
          if (outcomes.every((one) => one === 'WRITTEN')) expect(refusedKept).toBe(refusedSent);
        },
      ),
      { numRuns: 200 },
    );
  });
});
