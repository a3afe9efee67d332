/**
 * R-cache: small hotspot images in the registry's memory. Source: Zhang, "An Image Caching Strategy
 * in Docker Registry Memory for Optimizing Container Startup", section 3.2, which leaves both words
 * undefined. Read here as: *small*, an object above a limit is never kept; *hot*, when room is short
 * the newcomer replaces residents only if it is hotter than each of them, where hotness is a request
 * count that halves every half-life and is remembered after eviction. docs/model.md section 4.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { Contest } from "./contest.ts";
import { ObjectHeap } from "./object-heap.ts";
import { definePolicy, type Policy } from "./policy.ts";

export const rCache = definePolicy({
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
  bytesPerObject: () => 32,
  create: ({ sizes }, parameters) =>
    new RCache(sizes, parameters["max-object"], parameters["half-life"]),
});

class RCache implements Policy {
  readonly #maxObject: Bytes;
  readonly #halfLife: Seconds;
  /**
   * Hotness by object, as log2 of the sum over its requests of 2^(time ÷ half-life). Written so, it
   * compares any two objects at any moment and changes only when its object is asked for.
   */
  readonly #hotness: Float64Array;
  readonly #residents: ObjectHeap;
  readonly #contest: Contest;

  constructor(sizes: Float64Array, maxObject: Bytes, halfLife: Seconds) {
    this.#maxObject = maxObject;
    this.#halfLife = halfLife;
    this.#hotness = new Float64Array(sizes.length).fill(Number.NEGATIVE_INFINITY);
    this.#residents = new ObjectHeap(sizes.length);
    this.#contest = new Contest(this.#residents, sizes);
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
    return this.#contest.wins(this.#hotness[object]!, size, room);
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
