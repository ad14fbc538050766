import { render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { formatDays } from '../../lib/format/times.ts';
import { FakeKilter } from '../../testing/fake-kilter.ts';
import { churnModel, measuredFigures } from '../../testing/fixtures.ts';
import { inRoot } from '../../testing/in-root.svelte.ts';
import { findWindow } from '../overview/windows.ts';
import MeasuredCharts from './MeasuredCharts.svelte';
import { MeasuredState, type MeasuredPoint } from './measured.svelte.ts';

const plot = vi.hoisted(() => ({ made: vi.fn() }));
vi.mock('uplot', () => ({
  default: class {
    constructor(options: unknown, data: unknown) {
      plot.made(data);
    }
    setData(data: unknown) {
      plot.made(data);
    }
    setSize() {}
    redraw() {}
    destroy() {}
  },
}));

const at = (hour: number, more: Partial<MeasuredPoint> = {}): MeasuredPoint => ({
  at: new Date(Date.UTC(2026, 2, 1, 12 + hour)).toISOString(),
  labelled: 0,
  accuracy: null,
  recall: null,
  ...more,
});

async function draw(
  points: MeasuredPoint[],
  figures = measuredFigures(),
  asked = { from: '2026-03-01T12:00:00.000Z', to: '2026-03-01T16:00:00.000Z' },
) {
  const kilter = new FakeKilter({
    Measured: () => ({ performance: { ...asked, measured: figures } }),
    MeasuredSeries: () => ({ performanceSeries: points }),
  });
  const measured = inRoot(
    () =>
      new MeasuredState(
        kilter,
        () => 'churn',
        () => findWindow('24h'),
      ),
  );
  render(MeasuredCharts, { model: churnModel, measured });
  await vi.waitFor(() => expect(measured.current).toBeDefined());
}

it('draws accuracy and recall with gaps where nothing is labelled, and says how many labels', async () => {
  await draw([
    at(0, { labelled: 90, accuracy: 0.9, recall: 0.5 }),
    at(1),
    at(2, { labelled: 40, accuracy: 0.8, recall: null }),
  ]);
  await vi.waitFor(() =>
    expect(plot.made.mock.calls.map(([data]) => data[1])).toEqual(
      expect.arrayContaining([
        [0.9, null, 0.8, null],
        [0.5, null, null, null],
      ]),
    ),
  );
  expect(screen.getByRole('img', { name: /^Accuracy: latest 80 %/ })).toBeTruthy();
  expect(screen.getByText(/, of 40 labels$/)).toBeTruthy();
  expect(screen.getByText('Share of “churn” found, by time of prediction')).toBeTruthy();
});

it('leaves out a bucket that the window cuts to less than a half', async () => {
  plot.made.mockClear();
  await draw(
    [at(0, { labelled: 20, accuracy: 0.9 }), at(1, { labelled: 4, accuracy: 0.2 })],
    measuredFigures(),
    { from: '2026-03-01T12:25:00.000Z', to: '2026-03-01T13:20:00.000Z' },
  );
  await vi.waitFor(() => expect(plot.made.mock.calls.map(([data]) => data[1])).toContainEqual([0.9, null]));
});

it('says whose time it is where the window has nothing closed', async () => {
  const older = { from: '2026-01-28T12:00:00.000Z', to: '2026-01-29T12:00:00.000Z' };
  await draw([], measuredFigures({ ...older, maturity: 0 }));
  const words = `Share of right answers, predictions of ${formatDays(older.from, older.to)}`;
  // As it is: a span has thin spaces.
  expect(await screen.findByText(words, { normalizer: (text) => text })).toBeTruthy();
  expect(screen.getAllByText('Nothing labelled in this window')).toHaveLength(2);
});
