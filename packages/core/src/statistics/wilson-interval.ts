/** Bounds of a share, 0..1. */
export interface Bounds {
  lower: number;
  upper: number;
}

/**
 * The score interval of a share of `hits` in `rows` (rows > 0), `z` standard normal units wide on either side
 * (Wilson, JASA 22, 1927). Unlike the share +- z standard errors it is sound near 0 and 1. Rows count as independent.
 */
export function wilsonInterval(hits: number, rows: number, z: number): Bounds {
  const share = hits / rows;
  const shrink = 1 + (z * z) / rows;
  const middle = (share + (z * z) / (2 * rows)) / shrink;
  const reach = (z / shrink) * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows));
  return {
    lower: Math.max(0, Math.min(share, middle - reach)),
    upper: Math.min(1, Math.max(share, middle + reach)),
  };
}
