/**
 * Least frequently used goes first, the least recently used among equals. An object's count starts
 * at 1 when it is admitted and is forgotten when it leaves ("in-cache" LFU). Sizes matter only for
 * how many victims it takes.
 *
 * A hit is only noted. Where an object stands is found out when somebody has to go: nearly always one
 * of those that were asked for once, who go in the order in which they came.
 */

import type { ObjectId } from "../request.ts";
import { ObjectHeap } from "./object-heap.ts";
import { ObjectQueue } from "./object-queue.ts";
import { definePolicy, type Policy } from "./policy.ts";

export const lfu = definePolicy({
  name: "lfu",
  summary: "evicts the object used least often since it was admitted, the stalest among equals",
  source: "folklore",
  parameters: {},
  caches: true,
  bytesPerObject: () => 40.125,
  create: ({ sizes }) => new Lfu(sizes.length),
});

class Lfu implements Policy {
  readonly timeless = true;
  /** A bit an object: whether it was asked for again since it was admitted. */
  readonly #again: Int32Array;
  /** Of those side by side: how often they were asked for, and the number of their last request. */
  readonly #uses: Uint32Array;
  /** In order of admission. Those asked for again since are found out when they come up. */
  readonly #newcomers: ObjectQueue;
  /** By their uses when they were last looked at: whoever comes up may have to go further back. */
  readonly #regulars: ObjectHeap;
  #hits = 0;

  constructor(objects: number) {
    this.#again = new Int32Array((objects + 31) >>> 5);
    this.#uses = new Uint32Array(2 * objects);
    this.#newcomers = new ObjectQueue(objects);
    this.#regulars = new ObjectHeap(objects);
  }

  hit(object: ObjectId): void {
    if (this.#isNew(object)) {
      this.#again[object >>> 5]! |= 1 << object;
      this.#uses[2 * object] = 2;
    } else this.#uses[2 * object]!++;
    this.#uses[2 * object + 1] = this.#hits++;
  }

  inserted(object: ObjectId): void {
    this.#again[object >>> 5]! &= ~(1 << object);
    this.#newcomers.push(object);
  }

  victim(): ObjectId {
    const newcomers = this.#newcomers;
    const object = newcomers.first;
    return !newcomers.empty && this.#isNew(object) ? object : this.#sort();
  }

  removed(object: ObjectId): void {
    if (!this.#newcomers.shift(object)) this.#take(object);
  }

  #isNew(object: ObjectId): boolean {
    return (this.#again[object >>> 5]! & (1 << object)) === 0;
  }

  /** Puts those among the first newcomers that are none any more where they belong; the next to go. */
  #sort(): ObjectId {
    while (!this.#newcomers.empty) {
      const object = this.#newcomers.first;
      if (this.#isNew(object)) return object;
      this.#newcomers.remove(object);
      this.#place(object);
    }
    for (;;) {
      const object = this.#regulars.first;
      if (this.#regulars.priorityOf(object) === this.#uses[2 * object]) return object;
      this.#place(object);
    }
  }

  #take(object: ObjectId): void {
    if (this.#regulars.has(object)) this.#regulars.remove(object);
    else this.#newcomers.remove(object);
  }

  #place(object: ObjectId): void {
    this.#regulars.set(object, this.#uses[2 * object]!, this.#uses[2 * object + 1]!);
  }
}
