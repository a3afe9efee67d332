/**
 * Latency quantiles over any number of requests in constant memory: a histogram whose buckets are
 * the leading bits of the number itself, 512 to an octave. A quantile is off by at most 0.1 % of
 * its value, and never outside the least and the greatest value seen.
 */

import type { Ratio, Seconds } from "../units.ts";

/** Bits of the mantissa that tell buckets apart; the rest of the high word is dropped. */
const SUB_BITS = 9;
const DROPPED = 20 - SUB_BITS;
/** Values below 2^-30 s (about a nanosecond) share the lowest bucket, above 2^34 s the highest. */
const LOWEST = (1023 - 30) << SUB_BITS;
const BUCKETS = 64 << SUB_BITS;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Which of the two words holds sign, exponent and leading bits: depends on the byte order. */
float[0] = 1;
const HIGH = words[1] === 0 ? 0 : 1;

export class Histogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #count = 0;
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;

  /** Counts one value of at least 0. */
  add(value: Seconds): void {
    this.#counts[bucketOf(value)]!++;
    this.#count++;
    if (value < this.#least) this.#least = value;
    if (value > this.#greatest) this.#greatest = value;
  }

  /**
   * Counts one of two values for each i from `from` to `to` − 1: that at `2 * i + choice[i]`, whose
   * bucket stands at the same place in `buckets`.
   */
  addChosen(
    values: Float64Array,
    buckets: Uint16Array,
    choice: Uint8Array,
    from: number,
    to: number,
  ): void {
    const counts = this.#counts;
    let least = this.#least;
    let greatest = this.#greatest;
    for (let i = from; i < to; i++) {
      const at = 2 * i + choice[i]!;
      counts[buckets[at]!]!++;
      const value = values[at]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    this.#least = least;
    this.#greatest = greatest;
    this.#count += Math.max(0, to - from);
  }

  /** The smallest value with at least that share of the values at or below it; NaN for none. */
  quantile(share: Ratio): Seconds {
    if (this.#count === 0) return Number.NaN;
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let bucket = 0;
    for (let below = this.#counts[0]!; below < rank; ) below += this.#counts[++bucket]!;
    return Math.min(this.#greatest, Math.max(this.#least, middle(bucket)));
  }
}

/** The bucket of a value of at least 0: 16 bits. */
export function bucketOf(value: Seconds): number {
  float[0] = value;
  const bucket = (words[HIGH]! >>> DROPPED) - LOWEST;
  return bucket < 0 ? 0 : bucket < BUCKETS ? bucket : BUCKETS - 1;
}

function middle(bucket: number): Seconds {
  words[1 - HIGH] = 0;
  words[HIGH] = (bucket + LOWEST) << DROPPED;
  const low = float[0]!;
  words[HIGH] = (bucket + LOWEST + 1) << DROPPED;
  return (low + float[0]!) / 2;
}
