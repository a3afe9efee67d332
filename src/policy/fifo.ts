/** First in, first out: a hit changes nothing. Sizes matter only for how many victims it takes. */

import { definePolicy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

export const fifo = definePolicy({
  name: "fifo",
  summary: "evicts the object that was admitted first",
  source: "folklore",
  parameters: {},
  caches: true,
  bytesPerObject: () => 8,
  create({ sizes }) {
    const list = new RecencyList(sizes.length);
    return {
      hit() {},
      inserted: (object) => list.unshift(object),
      victim: () => list.last,
      removed: (object) => list.remove(object),
    };
  },
});
