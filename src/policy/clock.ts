/**
 * CLOCK, the second chance: first in, first out, but an object that was asked for since it came, or
 * since it was last spared, is spared once more. Source: Corbató, "A Paging Experiment with the
 * Multics System", 1968, with one bit. Sizes matter only for how many victims it takes.
 */

import type { ObjectId } from "../request.ts";
import { ObjectQueue } from "./object-queue.ts";
import { definePolicy, type Policy } from "./policy.ts";

export const clock = definePolicy({
  name: "clock",
  summary: "first in, first out, sparing once whatever was asked for meanwhile",
  source: "Corbató, A Paging Experiment with the Multics System, 1968",
  parameters: {},
  caches: true,
  bytesPerObject: () => 9,
  create: ({ sizes }) => new Clock(sizes.length),
});

class Clock implements Policy {
  readonly timeless = true;
  /** The hand is at the front of the queue: to be passed by it is to go to its back. */
  readonly #queue: ObjectQueue;
  readonly #referenced: Uint8Array;

  constructor(objects: number) {
    this.#queue = new ObjectQueue(objects);
    this.#referenced = new Uint8Array(objects);
  }

  hit(object: ObjectId): void {
    this.#referenced[object] = 1;
  }

  inserted(object: ObjectId): void {
    this.#referenced[object] = 0;
    this.#queue.push(object);
  }

  victim(): ObjectId {
    const queue = this.#queue;
    const referenced = this.#referenced;
    let object = queue.first;
    while (referenced[object] === 1) {
      referenced[object] = 0;
      queue.toBack();
      object = queue.first;
    }
    return object;
  }

  removed(object: ObjectId): void {
    this.#queue.remove(object);
  }
}
