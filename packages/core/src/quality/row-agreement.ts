import { shiftedCodes, type CodedColumn } from './row-codes.ts';

/**
 * Counts in how many columns each row agrees with an anchor to which `offsets` (one a column, in code units) are added.
 * An anchor costs as many steps as there are agreements, since each column knows the rows of each value.
 */
export class AgreementCounter {
  readonly #columns: readonly CodedColumn[];
  readonly #wanted: readonly Float64Array[];
  readonly #counts: Uint16Array;
  readonly isShifted: boolean;

  constructor(columns: readonly CodedColumn[], offsets: readonly number[]) {
    this.#columns = columns;
    this.isShifted = offsets.some((offset) => offset !== 0);
    this.#wanted = columns.map(({ codes }, c) => shiftedCodes(codes, offsets[c]));
    this.#counts = new Uint16Array(columns[0].codes.length);
  }

  /** One count a row, the anchor's own included; overwritten by the next call. */
  count(anchor: number): Uint16Array {
    const counts = this.#counts.fill(0);
    this.#columns.forEach(({ postings }, c) => {
      const partners = postings.get(this.#wanted[c][anchor]);
      if (partners === undefined) return;
      for (let i = 0; i < partners.length; i++) counts[partners[i]]++;
    });
    return counts;
  }

  /** In how many columns `row` agrees with the anchor; stops counting when `least` is out of reach. */
  agreement(anchor: number, row: number, least: number): number {
    let allowed = this.#columns.length - least;
    let agreeing = 0;
    for (let c = 0; c < this.#columns.length && allowed >= 0; c++) {
      if (this.#columns[c].codes[row] === this.#wanted[c][anchor]) agreeing++;
      else allowed--;
    }
    return agreeing;
  }

  /** The codes that a partner of each row has; one array a column. */
  get wanted(): readonly Float64Array[] {
    return this.#wanted;
  }
}
