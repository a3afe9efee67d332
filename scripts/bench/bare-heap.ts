/** The bare loop of GDSF: a radix heap in one array, sixteen digits of four bits to a priority. */

import type { BareLoop } from "./bare-lists.ts";

/** The last bucket is for priorities that are equal to the last victim's. */
const EQUAL = 256;
const [NEXT, PREVIOUS] = [2, 3];
/** Where in `last` the bits of the places are. */
const PLACES = 2;
const HIGH = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;
const LOW = 1 - HIGH;

/** Least priority first, of equals the one that was set first. */
export const gdsf: BareLoop = (object, sizes, capacity) => {
  // Of each object, side by side: its priority, and the nodes behind and before it; then the buckets'.
  const sentinels = 4 * sizes.length;
  const buffer = new ArrayBuffer(4 * (sentinels + 4 * (EQUAL + 1)));
  const priority = new Float64Array(buffer);
  const words = new Int32Array(buffer);
  for (let node = sentinels; node < words.length; node += 4) {
    words[node + NEXT] = node;
    words[node + PREVIOUS] = node;
  }
  const equal = sentinels + 4 * EQUAL;
  const held = new Int32Array((sizes.length + 31) >>> 5);
  const frequency = new Uint32Array(sizes.length);
  /** The halves of the last victim's priority; a bit for each digit's place of which there may be somebody. */
  const last = new Int32Array(3);
  /** By place, a bit for each digit of which there may be somebody. */
  const digits = new Int32Array(16);
  const inflation = new Float64Array(1);
  let occupancy = 0;
  let hits = 0;

  const bucketOf = (node: number): number => {
    const high = words[node + HIGH]!;
    const low = words[node + LOW]!;
    if (high === last[HIGH] && low === last[LOW]) return equal;
    const upper = high !== last[HIGH];
    const at = (31 - Math.clz32(upper ? high ^ last[HIGH]! : low ^ last[LOW]!)) >> 2;
    const place = upper ? at + 8 : at;
    const digit = ((upper ? high : low) >>> (4 * at)) & 15;
    last[PLACES]! |= 1 << place;
    digits[place]! |= 1 << digit;
    return sentinels + 4 * (16 * place + digit);
  };
  const append = (node: number): void => {
    const sentinel = bucketOf(node);
    const newest = words[sentinel + PREVIOUS]!;
    words[node + NEXT] = sentinel;
    words[node + PREVIOUS] = newest;
    words[newest + NEXT] = node;
    words[sentinel + PREVIOUS] = node;
  };
  const unlink = (node: number): void => {
    const after = words[node + NEXT]!;
    const before = words[node + PREVIOUS]!;
    words[before + NEXT] = after;
    words[after + PREVIOUS] = before;
  };
  const lowest = (): number => {
    for (;;) {
      const places = last[PLACES]!;
      const place = 31 - Math.clz32(places & -places);
      for (let left = digits[place]!; left !== 0; left &= left - 1) {
        const sentinel = sentinels + 4 * (16 * place + 31 - Math.clz32(left & -left));
        if (words[sentinel + NEXT] !== sentinel) {
          digits[place] = left;
          return sentinel;
        }
      }
      last[PLACES]! &= places - 1;
      digits[place] = 0;
    }
  };
  /** Takes out the first. */
  const evict = (): number => {
    if (words[equal + NEXT] !== equal) {
      const first = words[equal + NEXT]!;
      unlink(first);
      return first >> 2;
    }
    const sentinel = lowest();
    let first = words[sentinel + NEXT]!;
    for (let node = words[first + NEXT]!; node !== sentinel; node = words[node + NEXT]!) {
      if (priority[node >> 1]! < priority[first >> 1]!) first = node;
    }
    unlink(first);
    inflation[0] = priority[first >> 1]!;
    last[HIGH] = words[first + HIGH]!;
    last[LOW] = words[first + LOW]!;
    let node = words[sentinel + NEXT]!;
    words[sentinel + NEXT] = sentinel;
    words[sentinel + PREVIOUS] = sentinel;
    while (node !== sentinel) {
      const next = words[node + NEXT]!;
      append(node);
      node = next;
    }
    return first >> 2;
  };
  for (let i = 0; i < object.length; i++) {
    const id = object[i]!;
    const size = sizes[id]!;
    if ((held[id >>> 5]! & (1 << id)) !== 0) {
      hits++;
      unlink(4 * id);
      priority[2 * id] = inflation[0]! + (++frequency[id]! * 1e6) / size;
      append(4 * id);
      continue;
    }
    if (size > capacity) continue;
    while (occupancy + size > capacity) {
      const victim = evict();
      held[victim >>> 5]! ^= 1 << victim;
      occupancy -= sizes[victim]!;
    }
    occupancy += size;
    held[id >>> 5]! ^= 1 << id;
    frequency[id] = 1;
    priority[2 * id] = inflation[0]! + 1e6 / size;
    append(4 * id);
  }
  return hits;
};
