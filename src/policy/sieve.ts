/**
 * SIEVE: a queue in which nothing ever moves. A hand walks from the oldest to the newest object,
 * sparing those that were asked for since it last came by, and evicts the first that was not. Source:
 * Zhang et al., "SIEVE is Simpler than LRU", NSDI'24, algorithm 1. Sizes matter only for how many
 * victims it takes.
 */

import type { ObjectId } from "../request.ts";
import { definePolicy, type Policy } from "./policy.ts";

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
  readonly timeless = true;
  /**
   * The queue in two stretches, the oldest first: the hand has passed those before `#passed` and spared
   * them, and comes to those from `#hand` on. Between them is the room of those that it has evicted.
   */
  readonly #queue: Int32Array;
  readonly #visited: Uint8Array;
  #passed = 0;
  #hand = 0;
  #end = 0;

  constructor(objects: number) {
    // Twice as long as what it must hold: the room in between is closed once in as many arrivals as objects.
    this.#queue = new Int32Array(2 * objects);
    this.#visited = new Uint8Array(objects);
  }

  hit(object: ObjectId): void {
    this.#visited[object] = 1;
  }

  inserted(object: ObjectId): void {
    if (this.#end === this.#queue.length) this.#closeRoom();
    this.#visited[object] = 0;
    this.#queue[this.#end++] = object;
  }

  victim(): ObjectId {
    const queue = this.#queue;
    const visited = this.#visited;
    let object = queue[this.#hand]!;
    while (visited[object] === 1) {
      visited[object] = 0;
      queue[this.#passed++] = object;
      this.#advance();
      object = queue[this.#hand]!;
    }
    return object as ObjectId;
  }

  removed(object: ObjectId): void {
    if (this.#queue[this.#hand] === object) this.#advance();
    else this.#takeOut(object);
  }

  /** To the next newer object; from the newest to the oldest. */
  #advance(): void {
    if (++this.#hand < this.#end) return;
    this.#end = this.#passed;
    this.#passed = 0;
    this.#hand = 0;
  }

  /** Takes an object out to which the hand has not come; O(n), and nobody does it to make room. */
  #takeOut(object: ObjectId): void {
    this.#closeRoom();
    const at = this.#queue.indexOf(object);
    this.#queue.copyWithin(at, at + 1, this.#end--);
    if (at >= this.#hand) return;
    this.#passed--;
    this.#hand--;
  }

  #closeRoom(): void {
    this.#queue.copyWithin(this.#passed, this.#hand, this.#end);
    this.#end -= this.#hand - this.#passed;
    this.#hand = this.#passed;
  }
}
