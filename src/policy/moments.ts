/** For how long an object must be in the cache if a request for it is to be a hit. */

import type { Requests } from "../request.ts";
import type { Seconds } from "../units.ts";

/**
 * By request: before how many requests, itself among them, its object must be in the cache for it to
 * be a hit, at the least; for the first request for an object, who cannot be one, 0.
 *
 * The object comes into the cache when a fetch is over. `fetched` says when, at the latest, that of
 * each request is; without it, before the next request. Whoever comes while a fetch may be under way
 * needs no room: he may wait for it.
 */
export function momentsHeld(
  { count, object, arrival }: Requests,
  objects: number,
  fetched?: Float64Array,
): Uint32Array {
  const moments = new Uint32Array(count);
  const before = new Int32Array(objects).fill(-1);
  const until = new Float64Array(objects);
  for (let i = 0; i < count; i++) {
    const id = object[i]!;
    const last = before[id]!;
    if (last >= 0) {
      const from = fetched ? Math.max(last + 1, firstAfter(arrival, until[id]!, i)) : last + 1;
      moments[i] = i + 1 - from;
    }
    before[id] = i;
    if (fetched) until[id] = Math.max(until[id]!, fetched[i]!);
  }
  return moments;
}

/** Index of the first of the ascending times, up to and with `last`, after that time; else last + 1. */
function firstAfter(times: Float64Array, time: Seconds, last: number): number {
  let low = 0;
  let high = last + 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
