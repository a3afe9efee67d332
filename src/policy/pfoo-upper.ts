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
import type { Future } from "./future.ts";

export class PfooUpper {
  readonly #object: Uint32Array;
  readonly #sizes: Float64Array;
  readonly #next: Uint32Array;
  readonly #worth: Float64Array;
  /** The request before each possible hit, best worth for the room it takes first. */
  readonly #order: Uint32Array;

  /**
   * `object` names the object of each request; `worth` is what it is worth to serve a request from
   * the cache, by request, at least 0.
   */
  constructor(future: Future, object: Uint32Array, sizes: Float64Array, worth: Float64Array) {
    this.#object = object;
    this.#sizes = sizes;
    this.#next = future.next;
    this.#worth = worth;
    const density = new Float64Array(object.length);
    const starts: number[] = [];
    for (let i = 0; i < object.length; i++) {
      const next = future.next[i]!;
      if (next === future.never || !(worth[next]! > 0)) continue;
      density[i] = worth[next]! / (sizes[object[i]!]! * (next - i));
      starts.push(i);
    }
    this.#order = Uint32Array.from(starts).sort((a, b) => density[b]! - density[a]!);
  }

  /** The most that a cache of that capacity can be worth. */
  most(capacity: Bytes): number {
    // There are that many moments between two requests.
    let room = capacity * Math.max(0, this.#object.length - 1);
    let total = 0;
    for (const i of this.#order) {
      const size = this.#sizes[this.#object[i]!]!;
      if (size > capacity) continue;
      const next = this.#next[i]!;
      const taken = size * (next - i);
      if (taken > room) return total + (this.#worth[next]! * room) / taken;
      room -= taken;
      total += this.#worth[next]!;
    }
    return total;
  }
}
