import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import TimeSeries from './TimeSeries.svelte';

const plot = vi.hoisted(() => ({ setData: vi.fn(), setSize: vi.fn(), redraw: vi.fn(), destroy: vi.fn() }));

// A canvas draws nothing in jsdom; what matters here is what surrounds it, and that it is fed and taken down.
vi.mock('uplot', () => ({
  default: class {
    setData = plot.setData;
    setSize = plot.setSize;
    redraw = plot.redraw;
    destroy = plot.destroy;
  },
}));

beforeEach(() => void vi.clearAllMocks());

const props = {
  title: 'Throughput',
  note: 'predictions a minute',
  times: [60, 120, 180],
  values: [4, null, 12],
  domain: [60, 240] as const,
  format: (value: number) => `${value} a minute`,
  range: (): [number, number] => [0, 12],
  color: '--chart-throughput',
  isLoaded: true,
  syncKey: 'test',
};

describe('TimeSeries', () => {
  it('says in words what the canvas shows', () => {
    render(TimeSeries, props);
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
      'Throughput: latest 12 a minute, lowest 4 a minute, highest 12 a minute.',
    );
  });

  it('offers every value as a table, gaps as a dash', async () => {
    render(TimeSeries, props);
    expect(screen.queryByRole('table')).toBeNull();
    const details = screen.getByText('Show as table').closest('details');
    if (details) {
      details.open = true;
      await fireEvent(details, new Event('toggle'));
    }
    const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
    expect(cells).toEqual(['4 a minute', '–', '12 a minute']);
  });

  it('draws many changes of one frame once, and destroys the chart when it goes', async () => {
    vi.useFakeTimers();
    const { rerender, unmount } = render(TimeSeries, props);
    vi.advanceTimersByTime(50);
    plot.setData.mockClear();
    await rerender({ values: [1, 2, 3] });
    await rerender({ values: [4, 5, 6] });
    vi.advanceTimersByTime(50);
    expect(plot.setData).toHaveBeenCalledTimes(1);
    expect(plot.setData.mock.calls[0]?.[0][1]).toEqual([4, 5, 6]);
    unmount();
    expect(plot.destroy).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });

  it('says that there is nothing rather than drawing an empty box', () => {
    render(TimeSeries, { ...props, values: [null, null, null] });
    expect(screen.getByText('Nothing in this window')).toBeTruthy();
  });
});
