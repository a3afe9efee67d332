/** The bare loop of LFU: a list for each frequency, the newest at its front. */

import type { BareLoop } from "./bare-lists.ts";

export const lfu: BareLoop = (object, sizes, capacity) => {
  const objects = sizes.length;
  const most = object.reduce((counts, id) => {
    counts[id]!++;
    return counts;
  }, new Uint32Array(objects));
  const greatest = most.reduce((a, b) => Math.max(a, b), 0);
  // Index `objects + f` is the sentinel of the list of frequency f.
  const next = new Int32Array(objects + greatest + 1).map((_, i) => i);
  const previous = new Int32Array(next);
  /** 0 for whoever is absent. */
  const frequency = new Uint32Array(objects);
  let least = 1;
  let occupancy = 0;
  let hits = 0;
  for (let i = 0; i < object.length; i++) {
    const id = object[i]!;
    if (frequency[id]! > 0) {
      hits++;
      const after = next[id]!;
      const before = previous[id]!;
      next[before] = after;
      previous[after] = before;
    } else {
      const size = sizes[id]!;
      if (size > capacity) continue;
      while (occupancy + size > capacity) {
        while (next[objects + least] === objects + least) least++;
        const head = objects + least;
        const victim = previous[head]!;
        const before = previous[victim]!;
        next[before] = head;
        previous[head] = before;
        frequency[victim] = 0;
        occupancy -= sizes[victim]!;
      }
      occupancy += size;
      least = 1;
    }
    const head = objects + ++frequency[id]!;
    const first = next[head]!;
    next[id] = first;
    previous[id] = head;
    previous[first] = id;
    next[head] = id;
  }
  return hits;
};
