const FEWEST_SLOTS = 16;

/** Counts by value in an open hash table: 16 bytes a slot, at most three of four slots taken. */
export interface ValueTable {
  values: Float64Array;
  /** 0 marks a free slot. */
  counts: Float64Array;
  distinct: number;
}

export function emptyValueTable(): ValueTable {
  return { values: new Float64Array(FEWEST_SLOTS), counts: new Float64Array(FEWEST_SLOTS), distinct: 0 };
}

/** Counts a finite value `times` times (above 0). -0 counts as 0. */
export function countInTable(table: ValueTable, value: number, times: number): void {
  const slot = slotOf(table, value);
  if (table.counts[slot] === 0) {
    table.values[slot] = value + 0;
    table.distinct++;
  }
  table.counts[slot] += times;
  if (4 * table.distinct > 3 * table.values.length) grow(table);
}

/** The slot that holds a value, or the free one where it belongs. */
function slotOf({ values, counts }: ValueTable, value: number): number {
  const mask = values.length - 1;
  let slot = hashSlot(value) & mask;
  while (counts[slot] > 0 && values[slot] !== value) slot = (slot + 1) & mask;
  return slot;
}

const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);

/** Spreads values by multiplying with odd constants (Knuth, TAOCP 3, 6.4); whole numbers differ in the upper half. */
function hashSlot(value: number): number {
  float[0] = value + 0;
  const bits = Math.imul(halves[0], 0x9e3779b1) ^ Math.imul(halves[1], 0x85ebca6b);
  return bits ^ (bits >>> 15);
}

function grow(table: ValueTable): void {
  const { values, counts } = table;
  table.values = new Float64Array(2 * values.length);
  table.counts = new Float64Array(2 * counts.length);
  for (let i = 0; i < values.length; i++) {
    if (counts[i] === 0) continue;
    const slot = slotOf(table, values[i]);
    table.values[slot] = values[i];
    table.counts[slot] = counts[i];
  }
}

/** The values in ascending order with their counts. */
export function readTable({ values, counts, distinct }: ValueTable): {
  values: Float64Array;
  counts: Float64Array;
} {
  const slots = new Uint32Array(distinct);
  let filled = 0;
  for (let slot = 0; slot < values.length; slot++) if (counts[slot] > 0) slots[filled++] = slot;
  slots.sort((a, b) => values[a] - values[b]);
  return {
    values: Float64Array.from(slots, (slot) => values[slot]),
    counts: Float64Array.from(slots, (slot) => counts[slot]),
  };
}
