/**
 * CLOCK, the second chance: first in, first out, but an object that was asked for since it came, or
 * since it was last spared, is spared once more. Source: Corbató, "A Paging Experiment with the
 * Multics System", 1968, with one bit. Sizes matter only for how many victims it takes.
 */

import type { ObjectId } from "../request.ts";
import { definePolicy, type Policy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

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
  /** The hand is at the back of the list: to be passed by it is to go back to the front. */
  readonly #list: RecencyList;
  readonly #referenced: Uint8Array;

  constructor(objects: number) {
    this.#list = new RecencyList(objects);
    this.#referenced = new Uint8Array(objects);
  }

  hit(object: ObjectId): void {
    this.#referenced[object] = 1;
  }

  inserted(object: ObjectId): void {
    this.#referenced[object] = 0;
    this.#list.unshift(object);
  }

  victim(): ObjectId {
    const list = this.#list;
    const referenced = this.#referenced;
    let object = list.last;
    while (referenced[object] === 1) {
      referenced[object] = 0;
      list.moveToFront(object);
      object = list.last;
    }
    return object;
  }

  removed(object: ObjectId): void {
    this.#list.remove(object);
  }
}
