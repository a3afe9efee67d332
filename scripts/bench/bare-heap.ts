/** The bare loop of GDSF: a binary heap on typed arrays. */

import type { BareLoop } from "./bare-lists.ts";

/** Least priority first, of equals the one that was set first. */
export const gdsf: BareLoop = (object, sizes, capacity) => {
  const heap = new Int32Array(sizes.length);
  const place = new Int32Array(sizes.length).fill(-1);
  const priority = new Float64Array(sizes.length);
  const order = new Float64Array(sizes.length);
  const frequency = new Uint32Array(sizes.length);
  let [length, time, inflation, occupancy, hits] = [0, 0, 0, 0, 0];

  const before = (a: number, b: number): boolean =>
    priority[a]! < priority[b]! || (priority[a] === priority[b] && order[a]! < order[b]!);
  const settle = (id: number, at: number): void => {
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent]!;
      if (!before(id, above)) break;
      heap[hole] = above;
      place[above] = hole;
      hole = parent;
    }
    for (let child = 2 * hole + 1; child < length; child = 2 * hole + 1) {
      if (child + 1 < length && before(heap[child + 1]!, heap[child]!)) child++;
      const below = heap[child]!;
      if (!before(below, id)) break;
      heap[hole] = below;
      place[below] = hole;
      hole = child;
    }
    heap[hole] = id;
    place[id] = hole;
  };
  for (let i = 0; i < object.length; i++) {
    const id = object[i]!;
    const size = sizes[id]!;
    let at = place[id]!;
    if (at >= 0) {
      hits++;
      frequency[id]!++;
    } else {
      if (size > capacity) continue;
      while (occupancy + size > capacity) {
        const victim = heap[0]!;
        inflation = priority[victim]!;
        occupancy -= sizes[victim]!;
        place[victim] = -1;
        const last = heap[--length]!;
        if (length > 0) settle(last, 0);
      }
      occupancy += size;
      frequency[id] = 1;
      at = length++;
    }
    priority[id] = inflation + (frequency[id]! * 1e6) / size;
    order[id] = time++;
    settle(id, at);
  }
  return hits;
};
