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

/** The least and the greatest of some values. */
export interface ValueRange {
  readonly least: number;
  readonly greatest: number;
}

export class Histogram {
  // Wraps around below 0 and back where values are taken away before they are added.
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

  /** Counts values whose buckets stand at `2 * i`, for i from `from` to `to` − 1: {@link widenToMisses} as well. */
  addMisses(buckets: Uint16Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.#counts[buckets[2 * i]!]!++;
    this.#count += Math.max(0, to - from);
  }

  /**
   * Takes those values for others: of each of the numbers n in `chosen` from `first` to `end` − 1, the value whose
   * bucket stands at `2 * n` in `buckets` for that whose bucket stands at `2 * n + 1`: {@link widenToHits} as well.
   */
  exchange(buckets: Uint16Array, chosen: Uint16Array, first: number, end: number): void {
    const counts = this.#counts;
    for (let i = first; i < end; i++) {
      const at = 2 * chosen[i]!;
      counts[buckets[at]!]!--;
      counts[buckets[at + 1]!]!++;
    }
  }

  /**
   * The range of the values seen takes in those at `2 * i` for i from `from` to `to` − 1, but where `hits[i]` is 1.
   * None of all at `2 * i` is outside of `range`.
   */
  widenToMisses(
    values: Float64Array,
    hits: Uint8Array,
    from: number,
    to: number,
    range: ValueRange,
  ): void {
    if (this.#covers(range)) return;
    let least = this.#least;
    let greatest = this.#greatest;
    for (let i = from; i < to; i++) {
      if (hits[i] === 1) continue;
      const value = values[2 * i]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    this.#least = least;
    this.#greatest = greatest;
  }

  /**
   * The range of the values seen takes in those at `2 * n + 1` for the numbers n in `chosen` from `first` to
   * `end` − 1. None of all at `2 * i + 1` is outside of `range`.
   */
  widenToHits(
    values: Float64Array,
    chosen: Uint16Array,
    first: number,
    end: number,
    range: ValueRange,
  ): void {
    if (this.#covers(range)) return;
    let least = this.#least;
    let greatest = this.#greatest;
    for (let i = first; i < end; i++) {
      const value = values[2 * chosen[i]! + 1]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    this.#least = least;
    this.#greatest = greatest;
  }

  #covers({ least, greatest }: ValueRange): boolean {
    return least >= this.#least && greatest <= this.#greatest;
  }

  /** Counts all values of another, in its buckets: the range of those seen stays. */
  addAll(other: Histogram): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++)
      this.#counts[bucket]! += other.#counts[bucket]!;
    this.#count += other.#count;
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
function bucketOf(value: Seconds): number {
  float[0] = value;
  return bucketAt(words[HIGH]!);
}

/** The buckets of the first `count` of those values. */
export function bucketsOf(values: Float64Array, count: number, buckets: Uint16Array): void {
  // Their own bytes: a value at a time would have to go through memory and back.
  const halves = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let i = 0; i < count; i++) buckets[i] = bucketAt(halves[2 * i + HIGH]!);
}

function bucketAt(high: number): number {
  const bucket = (high >>> DROPPED) - LOWEST;
  return bucket < 0 ? 0 : bucket < BUCKETS ? bucket : BUCKETS - 1;
}

function middle(bucket: number): Seconds {
  words[1 - HIGH] = 0;
  words[HIGH] = (bucket + LOWEST) << DROPPED;
  const low = float[0]!;
  words[HIGH] = (bucket + LOWEST + 1) << DROPPED;
  return (low + float[0]!) / 2;
}
