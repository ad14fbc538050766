/** Joins rows that belong together (disjoint sets with path halving and union by size: Tarjan 1975). */
export class RowGroups {
  readonly #parent: Int32Array;
  readonly #size: Int32Array;

  constructor(rows: number) {
    this.#parent = Int32Array.from({ length: rows }, (_, row) => row);
    this.#size = new Int32Array(rows).fill(1);
  }

  join(a: number, b: number): void {
    const [first, second] = [this.#root(a), this.#root(b)];
    if (first === second) return;
    const [small, large] = this.#size[first] < this.#size[second] ? [first, second] : [second, first];
    this.#parent[small] = large;
    this.#size[large] += this.#size[small];
  }

  /** The group of each row, numbered 0, 1, ... in order of first appearance. */
  numbers(): Int32Array {
    const numbers = new Map<number, number>();
    return Int32Array.from(this.#parent, (_, row) => {
      const root = this.#root(row);
      const number = numbers.get(root) ?? numbers.size;
      numbers.set(root, number);
      return number;
    });
  }

  #root(row: number): number {
    let at = row;
    while (this.#parent[at] !== at) {
      this.#parent[at] = this.#parent[this.#parent[at]];
      at = this.#parent[at];
    }
    return at;
  }
}
