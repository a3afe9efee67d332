/** Sorts millions of requests by arrival. */

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
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  let sorted = true;
  for (let i = 0; i < count; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value >= greatest) greatest = value;
    else sorted = false;
  }
  let order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  if (sorted) return order;
  const passes = count > MANY ? 3 : 2;
  // Below 2^22 or 2^32 whatever the rounding.
  const steps = (2 ** Math.min(32, passes * BITS) - 2) / (greatest - least);
  const scale = Number.isFinite(steps) ? steps : 0;
  const keys = new Uint32Array(count);
  const starts = new Uint32Array(passes * BUCKETS);
  for (let i = 0; i < count; i++) {
    const key = ((values[i]! - least) * scale) >>> 0;
    keys[i] = key;
    for (let pass = 0; pass < passes; pass++) {
      starts[pass * BUCKETS + ((key >>> (pass * BITS)) & MASK)]!++;
    }
  }
  let other = new Uint32Array(count);
  for (let pass = 0; pass < passes; pass++) {
    const next = starts.subarray(pass * BUCKETS, (pass + 1) * BUCKETS);
    let start = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const inside = next[bucket]!;
      next[bucket] = start;
      start += inside;
    }
    const shift = pass * BITS;
    for (let i = 0; i < count; i++) {
      const place = order[i]!;
      other[next[(keys[place]! >>> shift) & MASK]!++] = place;
    }
    [order, other] = [other, order];
  }
  for (let i = 1; i < count; i++) {
    const place = order[i]!;
    const value = values[place]!;
    let hole = i;
    for (; hole > 0 && values[order[hole - 1]!]! > value; hole--) order[hole] = order[hole - 1]!;
    order[hole] = place;
  }
  return order;
}
