import { screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DegradationQuery } from '../../lib/graphql/generated/graphql.ts';
import { formatSpan } from '../../lib/format/times.ts';
import { Problem } from '../../lib/graphql/problem.ts';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { renderWith } from '../../testing/render.ts';
import DegradationCard from './DegradationCard.svelte';
import { comparedWords, pValueWords } from './words.ts';

type Degradation = DegradationQuery['degradation'];

const recent = { from: '2026-03-09T12:00:00.000Z', to: '2026-03-10T12:00:00.000Z' };
const baseline = { from: '2026-03-02T12:00:00.000Z', to: '2026-03-09T12:00:00.000Z' };
const quiet: Degradation = {
  verdict: 'OK',
  insufficient: null,
  recent: { ...recent, predictions: 2_000, grown: false },
  baseline: { ...baseline, predictions: 14_000, grown: false },
  issues: [],
  comparisons: [{ metric: 'CONFIDENCE' }, { metric: 'RESPONSE_TIME_P95' }],
};

async function open(degradation: () => Degradation) {
  const kilter = new FakeKilter({ Degradation: () => ({ degradation: degradation() }) });
  const { container } = renderWith(kilter, DegradationCard, { model: 'churn' });
  await vi.advanceTimersByTimeAsync(10);
  return { kilter, text: () => container.textContent.replaceAll(/\s+/g, ' ') };
}

describe('DegradationCard', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('says that nothing is worse, and what was compared with what', async () => {
    const { text } = await open(() => quiet);
    expect(text()).toContain('No degradation: the last 24 hours against the 7 days before');
    expect(text()).toContain('2 figures compared: Confidence, Response time p95.');
  });

  it('lists what is worse, with the windows where they are others', async () => {
    const issue = {
      metric: 'CONFIDENCE',
      message: 'Confidence dropped from 0.89 to 0.76',
      pValue: 1e-9,
    } as const;
    const split = '2026-02-01T12:00:00.000Z';
    const { text } = await open(() => ({
      ...quiet,
      verdict: 'DEGRADED',
      issues: [
        { ...issue, recentWindow: recent, baselineWindow: baseline },
        {
          metric: 'RECALL',
          message: 'Recall dropped from 0.55 to 0.36',
          pValue: 0.004,
          recentWindow: { from: split, to: '2026-02-08T12:00:00.000Z' },
          baselineWindow: { from: '2026-01-04T12:00:00.000Z', to: split },
        },
      ],
    }));
    expect(text()).toContain('2 figures worse: the last 24 hours against the 7 days before');
    const [first, second] = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(first).toMatch(/Confidence dropped from 0.89 to 0.76\s+\(p < 0.001\)\s*$/);
    expect(second).toMatch(/Recall dropped from 0.55 to 0.36\s+\(p = 0.004\)/);
    const labelled = formatSpan(split, '2026-02-08T12:00:00.000Z');
    const before = formatSpan('2026-01-04T12:00:00.000Z', split);
    expect(second).toContain(`Predictions of ${labelled}, against ${before}`);
  });

  it('says that there is not enough to tell', async () => {
    const insufficient = 'Not enough data: 12 predictions in the last 7 days, 300 are needed.';
    const { text } = await open(() => ({ ...quiet, verdict: 'INSUFFICIENT_DATA', insufficient }));
    expect(text()).toContain(insufficient);
    expect(text()).not.toContain('No degradation');
  });

  it('compares again on news of the model, but not at each', async () => {
    const { kilter } = await open(() => quiet);
    const news = async () => {
      kilter.subscriptions[0]?.next({ performanceChanged: { totalPredictions: 1 } });
      await vi.advanceTimersByTimeAsync(1_000);
    };
    await news();
    await news();
    expect(kilter.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(kilter.requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(kilter.requests).toHaveLength(2);
  });

  it('says why there is nothing to show', async () => {
    await open(() => {
      throw new Problem('STORAGE_UNAVAILABLE', 'The database is away.');
    });
    expect(screen.getByRole('alert').textContent).toContain('The database is away.');
  });
});

describe('words', () => {
  it('tell windows that had to grow', () => {
    const grown = {
      from: '2026-03-05T12:00:00.000Z',
      to: '2026-03-10T12:00:00.000Z',
      predictions: 1,
      grown: true,
    };
    expect(comparedWords({ recent: grown, baseline: quiet.baseline })).toBe(
      'the last 5 days against the 7 days before',
    );
  });

  it.each([
    [0, 'p < 0.001'],
    [0.00099, 'p < 0.001'],
    [0.0042, 'p = 0.004'],
  ])('write the p-value %d as %s', (pValue, words) => expect(pValueWords(pValue)).toBe(words));
});
