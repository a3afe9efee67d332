/**
 * R-cache: small hotspot images in the registry's memory. Source: Zhang, "An Image Caching Strategy
 * in Docker Registry Memory for Optimizing Container Startup", section 3.2, which leaves both words
 * undefined. Read here as: *small*, an object above a limit is never kept; *hot*, when room is short
 * the newcomer replaces residents only if it is hotter than each of them, where hotness is a request
 * count that halves every half-life and is remembered after eviction. docs/model.md section 4.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { ObjectHeap } from "./object-heap.ts";
import type { Policy, PolicyDefinition } from "./policy.ts";

export const rCache: PolicyDefinition = {
  name: "r-cache",
  summary: "keeps small objects; a newcomer replaces residents only if it is hotter than they are",
  source: "Zhang, R-cache, section 3.2",
  parameters: {
    "max-object": {
      dimension: "bytes",
      default: 100 * 2 ** 20,
      description: "largest object that is kept (the FAST'18 simulator's limit for memory)",
    },
    "half-life": {
      dimension: "seconds",
      default: 6 * 3600,
      description: "time in which an object's request count decays to half",
    },
  },
  caches: true,
  create: ({ sizes }, parameters) =>
    new RCache(sizes, parameters["max-object"]!, parameters["half-life"]!),
};

class RCache implements Policy {
  readonly #sizes: Float64Array;
  readonly #maxObject: Bytes;
  readonly #halfLife: Seconds;
  /**
   * Hotness by object, as log2 of the sum over its requests of 2^(time ÷ half-life). Written so, it
   * compares any two objects at any moment and changes only when its object is asked for.
   */
  readonly #hotness: Float64Array;
  readonly #residents: ObjectHeap;
  /** Who lost the contest that was won last, in the order in which they go. */
  readonly #losers: ObjectId[] = [];

  constructor(sizes: Float64Array, maxObject: Bytes, halfLife: Seconds) {
    this.#sizes = sizes;
    this.#maxObject = maxObject;
    this.#halfLife = halfLife;
    this.#hotness = new Float64Array(sizes.length).fill(Number.NEGATIVE_INFINITY);
    this.#residents = new ObjectHeap(sizes.length);
  }

  hit(object: ObjectId, now: Seconds): void {
    this.#warm(object, now);
    this.#residents.set(object, this.#hotness[object]!);
  }

  miss(object: ObjectId, now: Seconds): void {
    this.#warm(object, now);
  }

  admits(object: ObjectId, size: Bytes, room: Bytes): boolean {
    if (size > this.#maxObject) return false;
    const losers = this.#losers;
    losers.length = 0;
    let free = room;
    while (free < size) {
      const coldest = this.#residents.first;
      if (this.#hotness[coldest]! >= this.#hotness[object]!) {
        for (const loser of losers) this.#residents.restore(loser);
        return false;
      }
      this.#residents.remove(coldest);
      losers.push(coldest);
      free += this.#sizes[coldest]!;
    }
    // Back into the heap, coldest first: victim() takes them from there one by one.
    for (const loser of losers) this.#residents.restore(loser);
    return true;
  }

  inserted(object: ObjectId): void {
    this.#residents.set(object, this.#hotness[object]!);
  }

  victim(): ObjectId {
    return this.#residents.first;
  }

  removed(object: ObjectId): void {
    this.#residents.remove(object);
  }

  #warm(object: ObjectId, now: Seconds): void {
    const request = now / this.#halfLife;
    const before = this.#hotness[object]!;
    const high = Math.max(before, request);
    this.#hotness[object] = high + Math.log2(1 + 2 ** (Math.min(before, request) - high));
  }
}
