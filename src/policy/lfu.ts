/**
 * Least frequently used goes first, the least recently used among equals. An object's count starts
 * at 1 when it is admitted and is forgotten when it leaves ("in-cache" LFU). Sizes matter only for
 * how many victims it takes.
 */

import type { ObjectId } from "../request.ts";
import { FrequencyLists } from "./frequency-lists.ts";
import { definePolicy, type Policy } from "./policy.ts";

export const lfu = definePolicy({
  name: "lfu",
  summary: "evicts the object used least often since it was admitted, the stalest among equals",
  source: "folklore",
  parameters: {},
  caches: true,
  bytesPerObject: () => 16,
  create: ({ sizes }) => new Lfu(sizes.length),
});

class Lfu implements Policy {
  readonly #residents: FrequencyLists;

  constructor(objects: number) {
    this.#residents = new FrequencyLists(objects);
  }

  hit(object: ObjectId): void {
    this.#residents.raise(object);
  }

  inserted(object: ObjectId): void {
    this.#residents.add(object);
  }

  victim(): ObjectId {
    return this.#residents.last;
  }

  removed(object: ObjectId): void {
    this.#residents.remove(object);
  }
}
