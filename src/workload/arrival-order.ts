/** Sorts millions of requests by arrival. */

import { sharedColumn } from "./column.ts";

const BITS = 11;
const BUCKETS = 1 << BITS;
const MASK = BUCKETS - 1;
/** Values beyond which their first 22 bits leave too many equal. */
const MANY = 1 << 16;

/**
 * The places of the values in ascending order; equal ones keep the order that they have. O(n) for
 * times that are spread out: a radix sort on 22 or 32 bits of each, and insertion where those are
 * equal.
 */
export function ascending(values: Float64Array): Uint32Array {
  const count = values.length;
  let order = new Uint32Array(count);
  numberAll(order);
  if (isAscending(values)) return order;
  const passes = count > MANY ? 3 : 2;
  const keys = keysOf(values, passes * BITS);
  let other = new Uint32Array(count);
  for (let pass = 0; pass < passes; pass++) {
    distribute(order, keys, pass * BITS, other);
    [order, other] = [other, order];
  }
  settle(order, values);
  return order;
}

// A function for each loop, with nothing behind it: a long loop is compiled while it runs, and what has
// not run by then would have to be compiled once more.

function numberAll(order: Uint32Array): void {
  for (let i = 0; i < order.length; i++) order[i] = i;
}

/** Values of as many bits, as far apart as these. */
function keysOf(values: Float64Array, bits: number): Uint32Array {
  const [least, greatest] = rangeOf(values);
  // Below 2^22 or 2^32 whatever the rounding.
  const steps = (2 ** Math.min(32, bits) - 2) / (greatest - least);
  const scale = Number.isFinite(steps) ? steps : 0;
  const keys = new Uint32Array(values.length);
  for (let i = 0; i < keys.length; i++) keys[i] = ((values[i]! - least) * scale) >>> 0;
  return keys;
}

function rangeOf(values: Float64Array): [least: number, greatest: number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}

/** Into another order, by the digit of the keys that begins at a bit. */
function distribute(order: Uint32Array, keys: Uint32Array, bit: number, into: Uint32Array): void {
  const next = new Uint32Array(BUCKETS);
  countDigits(keys, bit, next);
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const inside = next[bucket]!;
    next[bucket] = start;
    start += inside;
  }
  for (let i = 0; i < order.length; i++) {
    const place = order[i]!;
    into[next[(keys[place]! >>> bit) & MASK]!++] = place;
  }
}

function countDigits(keys: Uint32Array, bit: number, counts: Uint32Array): void {
  for (let i = 0; i < keys.length; i++) counts[(keys[i]! >>> bit) & MASK]!++;
}

/** Puts the places of nearly ascending values right. */
function settle(order: Uint32Array, values: Float64Array): void {
  for (let i = 1; i < order.length; i++) {
    const place = order[i]!;
    const value = values[place]!;
    let hole = i;
    for (; hole > 0 && values[order[hole - 1]!]! > value; hole--) order[hole] = order[hole - 1]!;
    order[hole] = place;
  }
}

/** Whether each value is at least the one before it. */
function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (!(values[i]! >= values[i - 1]!)) return false;
  return true;
}

/** Puts columns into the order of their times, one after the other: in each other's place, if at all. */
export class Arrangement {
  readonly #places: Uint32Array | undefined;
  #spareTimes: Float64Array | undefined;
  #spareIds: Uint32Array | undefined;

  constructor(times: Float64Array) {
    this.#places = isAscending(times) ? undefined : ascending(times);
  }

  /** The column in order, in shared memory if it had to be moved. It is not to be used any more. */
  ofTimes(column: Float64Array): Float64Array {
    if (!this.#places) return column;
    const into = this.#spareTimes ?? sharedColumn(Float64Array, column.length);
    this.#spareTimes = column;
    return picked(column, this.#places, into);
  }

  /** The same for a column of ids. */
  ofIds(column: Uint32Array): Uint32Array {
    if (!this.#places) return column;
    const into = this.#spareIds ?? sharedColumn(Uint32Array, column.length);
    this.#spareIds = column;
    return picked(column, this.#places, into);
  }
}

/** Puts the values at those places into another column, from an entry on. */
export function picked<A extends Float64Array | Uint32Array>(
  values: A,
  places: Uint32Array,
  into: A,
  from = 0,
): A {
  for (let i = 0; i < places.length; i++) into[from + i] = values[places[i]!]!;
  return into;
}
