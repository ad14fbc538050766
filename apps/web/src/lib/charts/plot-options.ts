import type { AlignedData, Options } from 'uplot';
import { formatTick } from '../format/times.ts';
import type { ChartColors } from './chart-colors.ts';
import { lonelyIndices } from './grid.ts';

export interface PlotInputs {
  /** Read at each drawing, so that a change of theme needs a redraw and no new chart. */
  colors: () => ChartColors;
  /** [from, to] in seconds. */
  domain: () => readonly [number, number];
  /** The value axis, given the lowest and highest value shown. */
  range: (lowest: number, highest: number) => [number, number];
  format: (value: number) => string;
  onHover: (index: number | null) => void;
  /** Charts of one key move their cursors together. */
  syncKey: string;
}

export type PlotData = AlignedData;

const font = '11px ui-sans-serif, system-ui, sans-serif';

/** Series 1 is the figure, series 2 its target (all null where there is none). */
export function plotOptions({
  colors,
  domain,
  range,
  format,
  onHover,
  syncKey,
}: PlotInputs): Omit<Options, 'width' | 'height'> {
  const axis = {
    font,
    stroke: () => colors().axis,
    grid: { stroke: () => colors().grid, width: 1 },
    ticks: { show: false },
  };
  return {
    legend: { show: false },
    padding: [8, 20, 0, 0],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      sync: { key: syncKey, setSeries: false },
      points: {
        size: 8,
        width: 2,
        stroke: () => colors().surface,
        fill: () => colors().line,
      },
    },
    scales: {
      x: { time: true, range: () => [...domain()] },
      y: { range: (_plot, lowest, highest) => range(lowest ?? 0, highest ?? 0) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        space: 72,
        values: (_plot, splits) => splits.map(formatTick),
      },
      { ...axis, size: 54, space: 34, values: (_plot, splits) => splits.map(format) },
    ],
    series: [
      {},
      {
        width: 1.75,
        stroke: () => colors().line,
        fill: () => colors().fill,
        points: {
          show: true,
          size: 5,
          width: 0,
          fill: () => colors().line,
          filter: (plot, index) => lonelyIndices(plot.data[index] ?? []),
        },
      },
      { width: 1, dash: [4, 4], stroke: () => colors().axis, points: { show: false } },
    ],
    hooks: {
      setCursor: [(plot) => onHover(plot.cursor.idx ?? null)],
    },
  };
}
