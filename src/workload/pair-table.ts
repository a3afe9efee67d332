/** A flag for each pair of a client and a repository, in typed arrays: a set of millions of pairs. */

const EMPTY = 0xffffffff;

export class PairTable {
  #first = new Uint32Array(1024).fill(EMPTY);
  #second = new Uint32Array(1024);
  #flags = new Uint8Array(1024);
  #count = 0;

  /** Raises the pair's flag. Numbers are below 2^32 − 1. */
  raise(first: number, second: number): void {
    if (2 * this.#count >= this.#first.length) this.#grow();
    const slot = this.#slot(first, second);
    if (this.#first[slot] === EMPTY) {
      this.#first[slot] = first;
      this.#second[slot] = second;
      this.#count++;
    }
    this.#flags[slot] = 1;
  }

  /** Lowers the pair's flag; whether it was raised. */
  lower(first: number, second: number): boolean {
    const slot = this.#slot(first, second);
    const raised = this.#flags[slot] === 1;
    this.#flags[slot] = 0;
    return raised;
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
    const flags = this.#flags;
    this.#first = new Uint32Array(2 * first.length).fill(EMPTY);
    this.#second = new Uint32Array(2 * first.length);
    this.#flags = new Uint8Array(2 * first.length);
    for (let i = 0; i < first.length; i++) {
      if (first[i] === EMPTY) continue;
      const slot = this.#slot(first[i]!, second[i]!);
      this.#first[slot] = first[i]!;
      this.#second[slot] = second[i]!;
      this.#flags[slot] = flags[i]!;
    }
  }
}
