import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushSync } from 'svelte';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { inRoot } from '../../testing/in-root.svelte.ts';
import { renderWith } from '../../testing/render.ts';
import DemoStrip from './DemoStrip.svelte';
import { parseSamples } from './samples.ts';
import { SimulationState, simulatedMsAt } from './simulation.svelte.ts';

describe('parseSamples', () => {
  it.each([
    ['1', 1],
    [' 1,000 ', 1_000],
    ['100 000', 100_000],
    ['100,001', null],
    ['0', null],
    ['-5', null],
    ['1e3', null],
    ['many', null],
    ['', null],
  ])('reads %o as %o', (text, samples) => expect(parseSamples(text)).toBe(samples));
});

describe('the demo', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const tuesday = '2026-11-24T14:20:00.000Z';

  async function open(live: object | null, model = 'churn') {
    const kilter = new FakeKilter({ Simulation: () => ({ simulation: { scenarios: [], live } }) });
    const simulation = inRoot(() => new SimulationState(kilter, model));
    const { container } = renderWith(kilter, DemoStrip, { simulation });
    await vi.advanceTimersByTimeAsync(0);
    flushSync();
    return { kilter, strip: () => container.textContent.replaceAll(/\s+/g, ' ').trim() };
  }
  const stable = { model: 'churn', scenario: 'STABLE', secondsPerDay: 60, simulatedAt: tuesday };

  it('says how fast its days pass and what time it is there', async () => {
    const { strip } = await open(stable);
    expect(strip()).toBe(
      'Demo: simulated customers; a day of traffic passes every 60 s; it is now Tuesday 14:20 there.',
    );
  });

  it('counts on by itself, and asks the server again from time to time', async () => {
    const { strip, kilter } = await open(stable);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(strip()).toContain('it is now Tuesday 18:20 there');
    expect(kilter.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(50_000);
    expect(kilter.requests).toHaveLength(2);
  });

  it('names another scenario and a slower pace', async () => {
    const { strip } = await open({ ...stable, scenario: 'PRIOR_SHIFT', secondsPerDay: 600 });
    expect(strip()).toContain('(prior shift); a day of traffic passes every 10 minutes');
  });

  it('is silent without live traffic, and for other models', async () => {
    expect((await open(null)).strip()).toBe('');
    expect((await open(stable, 'telco')).strip()).toBe('');
  });

  it('never runs backwards', () => {
    expect(simulatedMsAt(stable, -5)).toBe(Date.parse(tuesday));
    expect(simulatedMsAt(stable, 60_000)).toBe(Date.parse(tuesday) + 86_400_000);
  });
});
