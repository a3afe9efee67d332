/** Sorts millions of requests by arrival. */

const BITS = 11;
const BUCKETS = 1 << BITS;

/**
 * The places of the values in ascending order; equal ones keep the order that they have. O(n) for
 * times that are spread out: a radix sort on 33 bits of each, and insertion where those are equal.
 */
export function ascending(values: Float64Array): Uint32Array {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const steps = (2 ** (3 * BITS) - 1) / (greatest - least);
  const scale = Number.isFinite(steps) ? steps : 0;
  const digit = (value: number, pass: number): number => {
    const key = Math.floor((value - least) * scale);
    const high = Math.floor(key / BUCKETS);
    if (pass === 0) return key - high * BUCKETS;
    return pass === 1 ? high & (BUCKETS - 1) : high >>> BITS;
  };
  let order = new Uint32Array(values.length).map((_, i) => i);
  let other = new Uint32Array(values.length);
  for (let pass = 0; pass < 3; pass++) {
    const next = new Uint32Array(BUCKETS + 1);
    for (const value of values) next[digit(value, pass) + 1]!++;
    for (let bucket = 0; bucket < BUCKETS; bucket++) next[bucket + 1]! += next[bucket]!;
    for (const place of order) other[next[digit(values[place]!, pass)]!++] = place;
    [order, other] = [other, order];
  }
  for (let i = 1; i < order.length; i++) {
    const place = order[i]!;
    const value = values[place]!;
    let hole = i;
    for (; hole > 0 && values[order[hole - 1]!]! > value; hole--) order[hole] = order[hole - 1]!;
    order[hole] = place;
  }
  return order;
}
