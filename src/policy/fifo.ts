/** First in, first out: a hit changes nothing. Sizes matter only for how many victims it takes. */

import type { ObjectId } from "../request.ts";
import { definePolicy, type Policy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

export const fifo = definePolicy({
  name: "fifo",
  summary: "evicts the object that was admitted first",
  source: "folklore",
  parameters: {},
  caches: true,
  bytesPerObject: () => 8,
  create: ({ sizes }) => new Fifo(sizes.length),
});

class Fifo implements Policy {
  readonly #queue: RecencyList;

  constructor(objects: number) {
    this.#queue = new RecencyList(objects);
  }

  hit(): void {}

  inserted(object: ObjectId): void {
    this.#queue.unshift(object);
  }

  victim(): ObjectId {
    return this.#queue.last;
  }

  removed(object: ObjectId): void {
    this.#queue.remove(object);
  }
}
