/**
 * SIEVE: a queue in which nothing ever moves. A hand walks from the oldest to the newest object,
 * sparing those that were asked for since it last came by, and evicts the first that was not. Source:
 * Zhang et al., "SIEVE is Simpler than LRU", NSDI'24, algorithm 1. Sizes matter only for how many
 * victims it takes.
 */

import type { ObjectId } from "../request.ts";
import { definePolicy, type Policy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

export const sieve = definePolicy({
  name: "sieve",
  summary: "a hand walks the queue and evicts the first object unused since it last came by",
  source: "Zhang et al., SIEVE, NSDI'24, algorithm 1",
  parameters: {},
  caches: true,
  bytesPerObject: () => 9,
  create: ({ sizes }) => new Sieve(sizes.length),
});

class Sieve implements Policy {
  readonly #queue: RecencyList;
  readonly #visited: Uint8Array;
  /** Where the hand goes on; undefined: at the oldest. */
  #hand: ObjectId | undefined;

  constructor(objects: number) {
    this.#queue = new RecencyList(objects);
    this.#visited = new Uint8Array(objects);
  }

  hit(object: ObjectId): void {
    this.#visited[object] = 1;
  }

  inserted(object: ObjectId): void {
    this.#visited[object] = 0;
    this.#queue.unshift(object);
  }

  victim(): ObjectId {
    const queue = this.#queue;
    const visited = this.#visited;
    let object = this.#hand ?? queue.last;
    while (visited[object] === 1) {
      visited[object] = 0;
      object = queue.before(object) ?? queue.last;
    }
    this.#hand = object;
    return object;
  }

  removed(object: ObjectId): void {
    if (object === this.#hand) this.#hand = this.#queue.before(object);
    this.#queue.remove(object);
  }
}
