/** A number for each pair of numbers, in typed arrays: millions of pairs, 12 bytes a place. */

const EMPTY = 0xffffffff;

export class PairTable {
  #first = new Uint32Array(1024).fill(EMPTY);
  #second = new Uint32Array(1024);
  #values = new Uint32Array(1024);
  #count = 0;
  readonly #keep: ((value: number) => boolean) | undefined;

  /** With `keep`, pairs with a value for which it is false may be forgotten: they are set to 0. */
  constructor(keep?: (value: number) => boolean) {
    this.#keep = keep;
  }

  /** The value of a pair; 0 where none was set. */
  get(first: number, second: number): number {
    return this.#values[this.#slot(first, second)]!;
  }

  /** Sets the value of a pair. Numbers are below 2^32 − 1. */
  set(first: number, second: number, value: number): void {
    if (2 * this.#count >= this.#first.length) this.#grow();
    const slot = this.#slot(first, second);
    if (this.#first[slot] === EMPTY) {
      this.#first[slot] = first;
      this.#second[slot] = second;
      this.#count++;
    }
    this.#values[slot] = value;
  }

  /** Where the pair is, or where it would be: the first free place from its hash on. */
  #slot(first: number, second: number): number {
    const mask = this.#first.length - 1;
    let slot = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (
      this.#first[slot] !== EMPTY &&
      (this.#first[slot] !== first || this.#second[slot] !== second)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const first = this.#first;
    const second = this.#second;
    const values = this.#values;
    const keeps = (i: number): boolean =>
      first[i] !== EMPTY && (this.#keep === undefined || this.#keep(values[i]!));
    this.#count = 0;
    for (let i = 0; i < first.length; i++) if (keeps(i)) this.#count++;
    // So that a quarter of the places at least is filled before this comes again.
    const length = 4 * this.#count > first.length ? 2 * first.length : first.length;
    this.#first = new Uint32Array(length).fill(EMPTY);
    this.#second = new Uint32Array(length);
    this.#values = new Uint32Array(length);
    for (let i = 0; i < first.length; i++) {
      if (!keeps(i)) continue;
      const slot = this.#slot(first[i]!, second[i]!);
      this.#first[slot] = first[i]!;
      this.#second[slot] = second[i]!;
      this.#values[slot] = values[i]!;
    }
  }
}
