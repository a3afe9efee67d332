/**
 * A proven upper bound on what any policy can serve from a cache of a given size that fetches an
 * object only when it is asked for. A hit needs its object in the cache from the request before on,
 * which takes size × requests between of a room that is, over the whole trace, capacity × requests.
 * Whoever fills that room with the intervals worth most for what they take, the last one in part, does
 * at least as well as any policy. Source: Berger, Beckmann and Harchol-Balter, "Practical Bounds on
 * Optimal Caching with Variable Object Sizes", POMACS 2(2), 2018, section 5.2 (PFOO-U).
 *
 * It looks at the whole trace, so the bound is loose where the load comes in waves.
 */

import type { Bytes } from "../units.ts";

/** What it takes, and what it is worth, to serve each request from the cache. */
export interface Hits {
  /** By request: its object. */
  readonly object: Uint32Array;
  /** By object, in bytes. */
  readonly sizes: Float64Array;
  /** By request: before how many requests, itself among them, its object must be in the cache. */
  readonly moments: Uint32Array;
  /** By request, at least 0; 0 for what cannot be a hit. */
  readonly worth: Float64Array;
}

export class PfooUpper {
  readonly #hits: Hits;
  /** The possible hits, best worth for the room that they take first. */
  readonly #order: Uint32Array;

  constructor(hits: Hits) {
    this.#hits = hits;
    const { object, sizes, moments, worth } = hits;
    const density = worth.map((value, i) => value / (sizes[object[i]!]! * moments[i]!));
    const possible = object.map((_, i) => i).filter((i) => worth[i]! > 0);
    this.#order = possible.sort((a, b) => density[b]! - density[a]!);
  }

  /** The most that a cache of that capacity can be worth. */
  most(capacity: Bytes): number {
    const { object, sizes, moments, worth } = this.#hits;
    // Before the first request nothing can be in the cache.
    let room = capacity * Math.max(0, object.length - 1);
    let total = 0;
    for (const i of this.#order) {
      const size = sizes[object[i]!]!;
      const taken = size * moments[i]!;
      if (size > capacity && taken > 0) continue;
      if (taken > room) return total + (worth[i]! * room) / taken;
      room -= taken;
      total += worth[i]!;
    }
    return total;
  }
}
