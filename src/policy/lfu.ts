/**
 * Least frequently used goes first, the least recently used among equals. An object's count starts
 * at 1 when it is admitted and is forgotten when it leaves ("in-cache" LFU). Sizes matter only for
 * how many victims it takes.
 */

import { ObjectHeap } from "./object-heap.ts";
import { definePolicy } from "./policy.ts";

export const lfu = definePolicy({
  name: "lfu",
  summary: "evicts the object used least often since it was admitted, the stalest among equals",
  source: "folklore",
  parameters: {},
  caches: true,
  bytesPerObject: () => 24,
  create({ sizes }) {
    const residents = new ObjectHeap(sizes.length);
    return {
      hit: (object) => residents.set(object, residents.priorityOf(object) + 1),
      inserted: (object) => residents.set(object, 1),
      victim: () => residents.first,
      removed: (object) => residents.remove(object),
    };
  },
});
