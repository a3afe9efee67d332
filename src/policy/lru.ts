/** Least recently used goes first. Sizes matter only for how many victims it takes. */

import type { ObjectId } from "../request.ts";
import { definePolicy, type Policy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

export const lru = definePolicy({
  name: "lru",
  summary: "evicts the object that has gone unused for longest",
  source: "folklore; Mattson et al., IBM Systems Journal 9(2), 1970",
  parameters: {},
  caches: true,
  bytesPerObject: () => 8,
  create: ({ sizes }) => new Lru(sizes.length),
});

class Lru implements Policy {
  readonly timeless = true;
  readonly #list: RecencyList;

  constructor(objects: number) {
    this.#list = new RecencyList(objects);
  }

  hit(object: ObjectId): void {
    this.#list.moveToFront(object);
  }

  inserted(object: ObjectId): void {
    this.#list.unshift(object);
  }

  victim(): ObjectId {
    return this.#list.last;
  }

  removed(object: ObjectId): void {
    this.#list.remove(object);
  }
}
