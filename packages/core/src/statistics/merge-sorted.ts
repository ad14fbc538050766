/** Two ascending series as one. */
export function mergeSorted(a: Float64Array, b: Float64Array): Float64Array {
  const merged = new Float64Array(a.length + b.length);
  let i = 0;
  let j = 0;
  // Often one lies below the other, and there is nothing to compare.
  if (!(a[a.length - 1] > b[0])) i = a.length;
  merged.set(a.subarray(0, i));
  while (i < a.length && j < b.length) merged[i + j] = b[j] < a[i] ? b[j++] : a[i++];
  merged.set(a.subarray(i), i + j);
  merged.set(b.subarray(j), a.length + j);
  return merged;
}
