/** A number for each pair of numbers, in typed arrays: millions of pairs, 12 bytes a place. */

const EMPTY = 0xffffffff;

export class PairTable {
  #first = new Uint32Array(1024).fill(EMPTY);
  #second = new Uint32Array(1024);
  #values = new Uint32Array(1024);
  #count = 0;

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
    this.#first = new Uint32Array(2 * first.length).fill(EMPTY);
    this.#second = new Uint32Array(2 * first.length);
    this.#values = new Uint32Array(2 * first.length);
    for (let i = 0; i < first.length; i++) {
      if (first[i] === EMPTY) continue;
      const slot = this.#slot(first[i]!, second[i]!);
      this.#first[slot] = first[i]!;
      this.#second[slot] = second[i]!;
      this.#values[slot] = values[i]!;
    }
  }
}
