/** The newest rows, newest first, each once; the oldest fall out at the end. */
export class NewestRows<Row extends { id: string }> {
  readonly #capacity: number;
  #rows: readonly Row[] = [];
  /** By id: when the row came in, ms; 0 for rows of the past. */
  #arrivals = new Map<string, number>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  arrivedAt(id: string): number {
    return this.#arrivals.get(id) ?? 0;
  }

  /** Adds rows that come in at `now`, given in the order of their arrival. Returns how many of them are new. */
  add(arrived: readonly Row[], now: number): number {
    const news: Row[] = [];
    for (const row of arrived) {
      if (this.#arrivals.has(row.id)) continue;
      this.#arrivals.set(row.id, now);
      news.push(row);
    }
    if (news.length > 0) this.#keep([...news.toReversed(), ...this.#rows]);
    return news.length;
  }

  /** Fills in rows of the past. Ids are UUIDv7, so their order is the order of the predictions. */
  fill(past: readonly Row[]): void {
    const missing = past.filter((row) => !this.#arrivals.has(row.id));
    if (missing.length === 0) return;
    this.#keep([...this.#rows, ...missing].toSorted((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)));
  }

  clear(): void {
    this.#keep([]);
  }

  #keep(rows: readonly Row[]): void {
    this.#rows = rows.slice(0, this.#capacity);
    this.#arrivals = new Map(this.#rows.map((row) => [row.id, this.arrivedAt(row.id)]));
  }
}
