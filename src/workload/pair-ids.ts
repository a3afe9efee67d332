/** Dense numbers for pairs of a client and a repository, in typed arrays: for millions of pairs. */

const EMPTY = 0xffffffff;

export class PairIds {
  /** An open-addressing table: the pairs, and their numbers. */
  #first = new Uint32Array(1024).fill(EMPTY);
  #second = new Uint32Array(1024);
  #id = new Uint32Array(1024);
  #count = 0;

  /** Pairs that have a number. */
  get count(): number {
    return this.#count;
  }

  /** The number of a pair, the next free one where it had none. Both are below 2^32 − 1. */
  of(first: number, second: number): number {
    const slot = this.#slot(first, second);
    if (this.#first[slot] !== EMPTY) return this.#id[slot]!;
    const id = this.#count++;
    this.#first[slot] = first;
    this.#second[slot] = second;
    this.#id[slot] = id;
    if (2 * this.#count >= this.#first.length) this.#grow();
    return id;
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
    const id = this.#id;
    this.#first = new Uint32Array(2 * first.length).fill(EMPTY);
    this.#second = new Uint32Array(2 * first.length);
    this.#id = new Uint32Array(2 * first.length);
    for (let i = 0; i < first.length; i++) {
      if (first[i] === EMPTY) continue;
      const slot = this.#slot(first[i]!, second[i]!);
      this.#first[slot] = first[i]!;
      this.#second[slot] = second[i]!;
      this.#id[slot] = id[i]!;
    }
  }
}
