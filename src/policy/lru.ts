/** Least recently used goes first. Sizes matter only for how many victims it takes. */

import { definePolicy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

export const lru = definePolicy({
  name: "lru",
  summary: "evicts the object that has gone unused for longest",
  source: "folklore; Mattson et al., IBM Systems Journal 9(2), 1970",
  parameters: {},
  caches: true,
  bytesPerObject: () => 8,
  create({ sizes }) {
    const list = new RecencyList(sizes.length);
    return {
      hit: (object) => list.moveToFront(object),
      inserted: (object) => list.unshift(object),
      victim: () => list.last,
      removed: (object) => list.remove(object),
    };
  },
});
