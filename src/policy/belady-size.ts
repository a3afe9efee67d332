/**
 * Belady's rule with sizes: the object whose distance to its next request times its size is greatest
 * goes first, so what is evicted is what would fill the most bytes for the longest. Distance counts
 * requests. Those never asked for again go before all others, the largest of them first, the stalest
 * among equals. It knows the future; it is strong and not a bound. Source: Berger, Beckmann and
 * Harchol-Balter, "Practical Bounds on Optimal Caching with Variable Object Sizes", POMACS 2(2),
 * 2018, section 6.2 (Belady-Size). Exact, where libCacheSim draws a sample.
 */

import { Upcoming } from "./future.ts";
import { ObjectHeap } from "./object-heap.ts";
import { definePolicy } from "./policy.ts";
import { RemoteHeaps } from "./remote-heaps.ts";

export const beladySize = definePolicy({
  name: "belady-size",
  summary: "knows the future: evicts the greatest size × distance to the next request",
  source: "Berger et al., POMACS 2(2), 2018, section 6.2",
  parameters: {},
  needs: ["future"],
  caches: true,
  bytesPerObject: () => 38,
  create({ sizes, future }) {
    const upcoming = new Upcoming(future);
    const never = upcoming.never;
    /** Residents that are asked for again, and those that are not. */
    const alive = new RemoteHeaps(sizes);
    const dead = new ObjectHeap(sizes.length);
    let now = 0;
    const place = (object: number, next: number): void => {
      if (next === never) dead.set(object as never, -sizes[object]!);
      else alive.insert(object as never, next);
    };
    return {
      hit(object) {
        now = upcoming.of(object);
        alive.remove(object);
        place(object, upcoming.advance(object));
      },
      miss(object) {
        now = upcoming.of(object);
        upcoming.advance(object);
      },
      inserted: (object) => place(object, upcoming.of(object)),
      victim: () => (dead.length > 0 ? dead.first : alive.remotest(now)),
      removed(object) {
        if (upcoming.of(object) === never) dead.remove(object);
        else alive.remove(object);
      },
    };
  },
});
