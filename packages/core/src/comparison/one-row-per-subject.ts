/**
 * The places, ascending, of one row a subject, so that what is left is independent: the row whose key, hashed with the
 * seed, is least. So the choice favours neither a subject's first rows nor its last, depends neither on the order of
 * the rows nor on what else is among them, and is the same every time. `rowKeys` (ids of the rows) are unique.
 * A row without a subject (null) stands for itself.
 */
export function oneRowPerSubject(
  subjects: readonly (string | null)[],
  rowKeys: readonly string[],
  seed = 0,
): Uint32Array {
  const chosen = new Map<string, number>();
  const alone: number[] = [];
  const hashes = Uint32Array.from(rowKeys, (key) => hashOf(key, seed));
  subjects.forEach((subject, row) => {
    if (subject === null) return alone.push(row);
    const best = chosen.get(subject);
    const isBetter =
      best === undefined ||
      hashes[row] < hashes[best] ||
      (hashes[row] === hashes[best] && rowKeys[row] < rowKeys[best]);
    if (isBetter) chosen.set(subject, row);
  });
  return Uint32Array.from([...chosen.values(), ...alone]).sort();
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over the UTF-16 units, with the finaliser of MurmurHash3, since FNV's upper bits hardly mix. */
function hashOf(key: string, seed: number): number {
  let hash = (OFFSET ^ seed) | 0;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
