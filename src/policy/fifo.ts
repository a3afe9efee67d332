/** First in, first out: a hit changes nothing. Sizes matter only for how many victims it takes. */

import type { ObjectId } from "../request.ts";
import { ObjectQueue } from "./object-queue.ts";
import { definePolicy, type Policy } from "./policy.ts";

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
  readonly timeless = true;
  readonly #queue: ObjectQueue;

  constructor(objects: number) {
    this.#queue = new ObjectQueue(objects);
  }

  hit(): void {}

  inserted(object: ObjectId): void {
    this.#queue.push(object);
  }

  victim(): ObjectId {
    return this.#queue.first;
  }

  removed(object: ObjectId): void {
    this.#queue.remove(object);
  }
}
