import { describe, expect, it } from 'vitest';
import { emptyCounters, type LabelledAnswer } from '../sketches/label-counters.ts';
import { addCounters, countPrediction, type MinuteCounters } from '../sketches/minute-counters.ts';
import { DAY_MS } from '../time/units.ts';
import { createRandom, type Random } from '../training/random.ts';
import { assessDegradation, isEnough, type LabelledWindow } from './degradation.ts';

const manifest = { classes: ['no_churn', 'churn'], positiveClass: 'churn' };
const NOW = Date.UTC(2026, 0, 31);

interface Traffic {
  rows?: number;
  errorRate?: number;
  positiveRate?: number;
  confidence?: number;
  latencyMs?: number;
}

const USUAL: Required<Traffic> = {
  rows: 1_000,
  errorRate: 0.005,
  positiveRate: 0.168,
  confidence: 0.85,
  latencyMs: 60,
};

/** Traffic whose shares and averages are exactly those asked for (to one row). */
function traffic(changes: Traffic = {}): MinuteCounters {
  const { rows, errorRate, positiveRate, confidence, latencyMs } = { ...USUAL, ...changes };
  const counters = emptyCounters(2);
  const errors = Math.round(rows * errorRate);
  const positives = Math.round((rows - errors) * positiveRate);
  for (let i = 0; i < rows; i++) {
    const label = i < positives ? 1 : 0;
    const sure = confidence + (i % 2 === 0 ? 0.1 : -0.1);
    const probability = label === 1 ? sure : 1 - sure;
    const spread = 0.6 + (i % 9) / 10;
    const errorCode = i < rows - errors ? null : 'INTERNAL';
    const row = {
      label,
      probability,
      confidence: sure,
      latencyMs: latencyMs * spread,
      flags: null,
      errorCode,
    };
    countPrediction(counters, row, 2);
  }
  return counters;
}

const days = (fromDay: number, toDay: number) => ({
  fromMs: NOW - fromDay * DAY_MS,
  toMs: NOW - toDay * DAY_MS,
});
const assess = (
  baseline: MinuteCounters,
  recent: MinuteCounters,
  labels: Record<'baseline' | 'recent', LabelledWindow> | null = null,
) =>
  assessDegradation(
    {
      baseline: { window: days(8, 1), counters: baseline, grown: false },
      recent: { window: days(1, 0), counters: recent, grown: false },
    },
    labels,
    manifest,
  );
const issuesOf = ({ comparisons }: ReturnType<typeof assess>) =>
  comparisons.filter(({ degraded }) => degraded).map(({ metric }) => metric);

describe('a change of what is served', () => {
  it.each<[string, Traffic, Traffic, string[]]>([
    ['none', {}, {}, []],
    ['confidence falls', { confidence: 0.89 }, { confidence: 0.76 }, ['CONFIDENCE']],
    ['confidence falls by little, certainly', { rows: 50_000 }, { rows: 50_000, confidence: 0.83 }, []],
    ['confidence rises', {}, { confidence: 0.9 }, []],
    ['errors', {}, { errorRate: 0.12 }, ['ERROR_RATE']],
    ['errors, but few', { rows: 50_000 }, { rows: 50_000, errorRate: 0.024 }, []],
    ['errors, not much more than before', { errorRate: 0.1 }, { errorRate: 0.14 }, []],
    ['fewer errors', { errorRate: 0.12 }, {}, []],
    ['everything fails', {}, { errorRate: 1 }, ['ERROR_RATE']],
    ['more positives', {}, { positiveRate: 0.25 }, ['POSITIVE_RATE']],
    ['fewer positives', {}, { positiveRate: 0.1 }, ['POSITIVE_RATE']],
    ['some more positives', { rows: 50_000 }, { rows: 50_000, positiveRate: 0.19 }, []],
    ['slower', {}, { latencyMs: 90 }, ['RESPONSE_TIME', 'RESPONSE_TIME_P95']],
    ['slower by a fifth', {}, { latencyMs: 72 }, []],
    ['slower by few milliseconds', { latencyMs: 3 }, { latencyMs: 12 }, []],
    ['faster', {}, { latencyMs: 10 }, []],
    [
      'several at once',
      {},
      { errorRate: 0.1, confidence: 0.75, latencyMs: 300 },
      ['ERROR_RATE', 'CONFIDENCE', 'RESPONSE_TIME', 'RESPONSE_TIME_P95'],
    ],
  ])('%s', (_, baseline, recent, expected) => {
    const degradation = assess(traffic(baseline), traffic(recent));
    expect(issuesOf(degradation)).toEqual(expected);
    expect(degradation.verdict).toBe(expected.length > 0 ? 'DEGRADED' : 'OK');
  });

  it('is told with its figures', () => {
    const { comparisons } = assess(traffic({ confidence: 0.89 }), traffic({ confidence: 0.76 }));
    const confidence = comparisons.find(({ metric }) => metric === 'CONFIDENCE');
    expect(confidence).toEqual({
      metric: 'CONFIDENCE',
      baseline: expect.closeTo(0.89, 3),
      recent: expect.closeTo(0.76, 3),
      change: expect.closeTo(-0.13, 3),
      relativeChange: expect.closeTo(-0.146, 3),
      pValue: expect.closeTo(0, 6),
      degraded: true,
      message: 'Confidence dropped from 0.89 to 0.76',
      baselineWindow: days(8, 1),
      recentWindow: days(1, 0),
    });
  });

  it('of a size that matters is none while chance can have made it', () => {
    const degradation = assess(traffic({ rows: 300 }), traffic({ rows: 300, positiveRate: 0.22 }));
    const rate = degradation.comparisons.find(({ metric }) => metric === 'POSITIVE_RATE');
    expect(rate?.change).toBeGreaterThan(0.05);
    expect(rate?.pValue).toBeGreaterThan(0.01);
    expect(degradation.verdict).toBe('OK');
  });

  it('is not significant when ranks say the opposite of the average', () => {
    const before = traffic({ latencyMs: 60 });
    const now = traffic({ latencyMs: 30 });
    for (let i = 0; i < 30; i++) {
      const answer = { label: 0, probability: 0.2, confidence: 0.8, flags: null, errorCode: null };
      countPrediction(now, { ...answer, latencyMs: 5_000 }, 2);
    }
    const average = assess(before, now).comparisons.find(({ metric }) => metric === 'RESPONSE_TIME');
    expect(average?.change).toBeGreaterThan(60);
    expect(average?.pValue).toBe(1);
  });
});

describe('too few predictions', () => {
  it.each([
    [traffic(), traffic({ rows: 299 }), /^Not enough data: 299 predictions in 1 day, 300 are needed\.$/],
    [
      traffic({ rows: 10 }),
      traffic(),
      /^Not enough data: 10 predictions in the 7 days before, 300 are needed\.$/,
    ],
    [emptyCounters(2), emptyCounters(2), /^Not enough data: 0 predictions in 1 day/],
  ])('give no verdict', (baseline, recent, message) => {
    const degradation = assess(baseline, recent);
    expect(degradation).toMatchObject({ verdict: 'INSUFFICIENT_DATA', comparisons: [] });
    expect(degradation.insufficient).toMatch(message);
    expect(isEnough(baseline) && isEnough(recent)).toBe(false);
  });

  it.each([
    [days(7, 0), '7 days'],
    [days(0.25, 0), '6 hours'],
    [days(1 / 1_440, 0), '1 minute'],
  ])('say of how long a window', (window, length) => {
    const few = { window, counters: emptyCounters(2), grown: false };
    const { insufficient } = assessDegradation({ baseline: few, recent: few }, null, manifest);
    expect(insufficient).toBe(`Not enough data: 0 predictions in ${length}, 300 are needed.`);
  });

  it('grow a window, which then says so', () => {
    const counters = traffic();
    const { recent, baseline } = assessDegradation(
      {
        baseline: { window: days(10, 3), counters, grown: false },
        recent: { window: days(3, 0), counters, grown: true },
      },
      null,
      manifest,
    );
    expect([recent.grown, baseline.grown]).toEqual([true, false]);
  });
});

describe('labels', () => {
  const labels = (baseline: number[][], recent: number[][]) => {
    const tallies = (confusion: number[][]) => ({
      labelled: confusion.flat().reduce((sum, count) => sum + count, 0),
      right: confusion[0][0] + confusion[1][1],
      confusion,
      scores: null,
    });
    return {
      baseline: { window: days(67, 39), tallies: tallies(baseline) },
      recent: { window: days(39, 32), tallies: tallies(recent) },
    };
  };
  const good = [
    [3_200, 130],
    [270, 400],
  ];

  it.each([
    ['none', good, []],
    // Accuracy .90 -> .89: only recall says that the model no longer finds anybody.
    [
      'recall dies in silence',
      [
        [832, 8],
        [100, 60],
      ],
      ['RECALL'],
    ],
    [
      'answers that are wrong',
      [
        [600, 240],
        [60, 100],
      ],
      ['ACCURACY', 'PRECISION'],
    ],
    [
      'better',
      [
        [850, 10],
        [20, 120],
      ],
      [],
    ],
  ])('%s', (_, recent, expected) => {
    const degradation = assess(traffic(), traffic(), labels(good, recent));
    expect(issuesOf(degradation)).toEqual(expected);
  });

  it('name the windows of their own', () => {
    const { comparisons } = assess(traffic(), traffic(), labels(good, good));
    const recall = comparisons.find(({ metric }) => metric === 'RECALL');
    expect(recall).toMatchObject({ baselineWindow: days(67, 39), recentWindow: days(39, 32) });
  });
});

describe('where nothing has changed', () => {
  /** Random traffic and labels of one and the same kind, whatever the seed. */
  function drawTraffic(random: Random, rows: number): MinuteCounters {
    const counters = emptyCounters(2);
    for (let i = 0; i < rows; i++) {
      const confidence = 0.5 + 0.5 * Math.sqrt(random());
      const label = random() < 0.168 ? 1 : 0;
      const probability = label === 1 ? confidence : 1 - confidence;
      const latencyMs = 40 * Math.exp(random() + random() + random() - 1.5);
      const errorCode = random() < 0.01 ? 'INTERNAL' : null;
      countPrediction(counters, { label, probability, confidence, latencyMs, flags: null, errorCode }, 2);
    }
    return counters;
  }
  function drawTallies(random: Random, rows: number): LabelledWindow['tallies'] {
    const confusion = [
      [0, 0],
      [0, 0],
    ];
    for (let i = 0; i < rows; i++) {
      const actual: LabelledAnswer['actual'] = random() < 0.168 ? 1 : 0;
      const isRight = random() < (actual === 1 ? 0.55 : 0.95);
      confusion[actual][isRight ? actual : 1 - actual]++;
    }
    return { labelled: rows, right: confusion[0][0] + confusion[1][1], confusion, scores: null };
  }
  const sizes = (random: Random) => [300 + Math.floor(random() * 900), 300 + Math.floor(random() * 900)];

  it('windows that are alike are never told apart', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = createRandom(seed);
      const counters = drawTraffic(random, sizes(random)[0]);
      const side = { window: days(39, 32), tallies: drawTallies(random, 500) };
      const more = emptyCounters(2);
      for (let times = 0; times < 7; times++) addCounters(more, counters);
      const { verdict, comparisons } = assess(more, counters, { baseline: side, recent: side });
      expect(verdict).toBe('OK');
      for (const { change, pValue } of comparisons) {
        expect(Math.abs(change)).toBeLessThan(1e-9);
        expect(pValue).toBe(1);
      }
    }
  });

  it('alarms come less often than the level allows', () => {
    const trials = 1_000;
    let significant = 0;
    let alarms = 0;
    for (let seed = 0; seed < trials; seed++) {
      const random = createRandom(seed, 1);
      const [before, now] = sizes(random);
      const { verdict, comparisons } = assess(drawTraffic(random, before), drawTraffic(random, now), {
        baseline: { window: days(67, 39), tallies: drawTallies(random, before) },
        recent: { window: days(39, 32), tallies: drawTallies(random, now) },
      });
      if (comparisons.some(({ pValue }) => pValue < 0.01)) significant++;
      if (verdict === 'DEGRADED') alarms++;
    }
    // 1 % by chance at most, and 10 + 3 standard deviations of that.
    expect(significant).toBeLessThanOrEqual(19);
    expect(alarms).toBeLessThanOrEqual(5);
  });
});
