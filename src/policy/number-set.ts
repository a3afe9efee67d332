/**
 * A set of the whole numbers below a limit that tells its greatest: a bit each, and above every 32 bits
 * one more that says whether there is any among them. Every operation is O(1), a step for each factor
 * of 32 in the limit; 33 bits for 32 numbers.
 */
export class NumberSet {
  /** All levels, the numbers themselves first. */
  readonly #words: Int32Array;
  /** Where each level begins. */
  readonly #starts: readonly number[];

  /** A set of any of the numbers 0 to `limit` − 1, empty at first. */
  constructor(limit: number) {
    const starts: number[] = [];
    let words = 0;
    for (let bits = Math.max(1, limit); starts.length === 0 || bits > 1; ) {
      starts.push(words);
      bits = Math.ceil(bits / 32);
      words += bits;
    }
    this.#starts = starts;
    this.#words = new Int32Array(words);
  }

  add(number: number): void {
    const words = this.#words;
    const starts = this.#starts;
    // Whether there is another number in these 32 cannot be guessed, whether there is in 1024 can.
    words[number >>> 5]! |= 1 << number;
    let bit = number >>> 5;
    for (let level = 1; level < starts.length; level++) {
      const at = starts[level]! + (bit >>> 5);
      const before = words[at]!;
      words[at] = before | (1 << bit);
      if (before !== 0) return;
      bit >>>= 5;
    }
  }

  delete(number: number): void {
    const words = this.#words;
    let bit = number;
    for (const start of this.#starts) {
      const at = start + (bit >>> 5);
      words[at]! &= ~(1 << bit);
      if (words[at] !== 0) return;
      bit >>>= 5;
    }
  }

  /** The greatest number of the set; −1 when it is empty. */
  get greatest(): number {
    let number = 0;
    for (let level = this.#starts.length - 1; level >= 0; level--) {
      const bits = this.#words[this.#starts[level]! + number]!;
      if (bits === 0) return -1;
      number = 32 * number + 31 - Math.clz32(bits);
    }
    return number;
  }
}
