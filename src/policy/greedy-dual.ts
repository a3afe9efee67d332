/**
 * Greedy-dual: a resident's priority is its worth plus an inflation L, the priority of the last
 * victim, so that what was worth much once and is not asked for any more is overtaken in the end.
 * The lowest goes first, the least recently used among equals. Source: Cao and Irani, "Cost-Aware
 * WWW Proxy Caching Algorithms", USITS'97.
 */

import type { ObjectId } from "../request.ts";
import type { Policy, RemovalReason } from "./policy.ts";
import { RadixHeap } from "./radix-heap.ts";

/** Memory of {@link GreedyDual} for each object, in bytes. */
export const GREEDY_DUAL_BYTES = 36;

/**
 * The policy for a given worth. `frequency` counts the object's requests since it was admitted, that
 * one included, and is forgotten when it leaves.
 */
export abstract class GreedyDual implements Policy {
  readonly timeless = true;
  /** While an object is resident its requests grow, and so does the inflation. */
  readonly #residents: RadixHeap;
  #inflation = 0;

  constructor(objects: number) {
    this.#residents = new RadixHeap(objects);
  }

  /** Of a resident it never falls. */
  abstract worth(object: ObjectId, frequency: number): number;

  hit(object: ObjectId): void {
    const frequency = this.#residents.use(object);
    this.#residents.move(object, this.#inflation + this.worth(object, frequency));
  }

  inserted(object: ObjectId): void {
    this.#residents.add(object, this.#inflation + this.worth(object, 1));
  }

  victim(): ObjectId {
    return this.#residents.first;
  }

  removed(object: ObjectId, reason: RemovalReason): void {
    if (reason === "dropped") this.#residents.remove(object);
    else this.#inflation = this.#residents.removeFirst(object);
  }
}
