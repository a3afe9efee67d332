/**
 * PFOO-L: a plan that can be carried out, made with knowledge of the future. Of all intervals between
 * two requests for an object, those that take the least room (size × requests between) are kept first,
 * as long as nothing kept overflows the capacity at any moment. What it serves, a cache can serve; with
 * the upper bound (PFOO-U) it brackets the optimum. Source: Berger, Beckmann and Harchol-Balter,
 * "Practical Bounds on Optimal Caching with Variable Object Sizes", POMACS 2(2), 2018, section 5.3.
 *
 * What the plan does not keep stays until its room is needed, and may be lucky.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes } from "../units.ts";
import { type Future, Upcoming } from "./future.ts";
import { definePolicy } from "./policy.ts";
import { RangeRoom } from "./range-room.ts";
import { RecencyLists } from "./recency-list.ts";

const PLANNED = 0;
const SPARE = 1;

export const pfooLower = definePolicy({
  name: "pfoo-l",
  summary: "knows the future: keeps the intervals between requests that take the least room",
  source: "Berger et al., PFOO-L, POMACS 2(2), 2018, section 5.3",
  parameters: {},
  needs: ["future"],
  caches: true,
  bytesPerObject: () => 9,
  create({ sizes, capacity, future }) {
    const upcoming = new Upcoming(future);
    const kept = future ? plan(future, sizes, capacity) : new Uint8Array(0);
    const lists = new RecencyLists(sizes.length, 2);
    const list = new Uint8Array(sizes.length);
    /** Whether the plan keeps each object from its last request on. */
    const requested = (object: ObjectId): void => {
      list[object] = kept[upcoming.of(object)] === 1 ? PLANNED : SPARE;
      upcoming.advance(object);
    };
    return {
      hit(object) {
        requested(object);
        lists.moveToFront(list[object]!, object);
      },
      miss: requested,
      admits: (object, size, room) => list[object] === PLANNED || size <= room,
      inserted: (object) => lists.unshift(list[object]!, object),
      victim: () => lists.last(lists.empty(SPARE) ? PLANNED : SPARE),
      removed: (object) => lists.remove(object),
    };
  },
});

/** By request: 1 where its object is to be kept until it is asked for again. */
function plan({ never, first, next }: Future, sizes: Float64Array, capacity: Bytes): Uint8Array {
  const kept = new Uint8Array(never);
  if (capacity === Number.POSITIVE_INFINITY) return kept.fill(1);
  const object = new Uint32Array(never);
  for (let id = 0; id < first.length; id++) {
    for (let i = first[id]!; i < never; i = next[i]!) object[i] = id;
  }
  const taken = new Float64Array(never);
  const starts: number[] = [];
  for (let i = 0; i < never; i++) {
    if (next[i] === never || sizes[object[i]!]! > capacity) continue;
    taken[i] = sizes[object[i]!]! * (next[i]! - i);
    starts.push(i);
  }
  const room = new RangeRoom(never, capacity);
  for (const i of Uint32Array.from(starts).sort((a, b) => taken[a]! - taken[b]! || a - b)) {
    const size = sizes[object[i]!]!;
    // From this request until before the next: where that one is a hit, it finds the object there.
    if (room.take(i, next[i]!, size)) kept[i] = 1;
  }
  return kept;
}
