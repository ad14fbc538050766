export interface ChartColors {
  line: string;
  fill: string;
  grid: string;
  axis: string;
  surface: string;
}

/** A canvas knows no custom properties, and `light-dark()` is only resolved on a real property: a probe has one. */
export function readChartColors(host: HTMLElement, line: string): ChartColors {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const resolve = (color: string) => {
    probe.style.color = color;
    return getComputedStyle(probe).color;
  };
  const colors = {
    line: resolve(`var(${line})`),
    fill: resolve(`color-mix(in srgb, var(${line}) 12%, transparent)`),
    grid: resolve('var(--chart-grid)'),
    axis: resolve('var(--chart-axis)'),
    surface: resolve('var(--color-surface)'),
  };
  probe.remove();
  return colors;
}
