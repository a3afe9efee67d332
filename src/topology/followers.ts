/** Who follows whom: requests that are sent only when another has been served, as linked lists. */

import { NONE } from "../engine/link.ts";
import type { Seconds } from "../units.ts";

export class Followers {
  readonly #after: Int32Array;
  readonly #pause: Float64Array;
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  /** Request i is sent `pause[i]` seconds after request `after[i]` has been served; NONE: by the clock. */
  constructor(after: Int32Array, pause: Float64Array) {
    this.#after = after;
    this.#pause = pause;
    this.#first = new Int32Array(after.length).fill(NONE);
    this.#next = new Int32Array(after.length).fill(NONE);
    // From the back, so that those of one request stand in their order.
    for (let i = after.length - 1; i >= 0; i--) {
      const leader = after[i]!;
      if (leader === NONE) continue;
      this.#next[i] = this.#first[leader]!;
      this.#first[leader] = i;
    }
  }

  follows(request: number): boolean {
    return this.#after[request] !== NONE;
  }

  /** The first that follows a request, and the one after another of the same; NONE for no more. */
  first(request: number): number {
    return this.#first[request]!;
  }

  next(follower: number): number {
    return this.#next[follower]!;
  }

  pause(follower: number): Seconds {
    return this.#pause[follower]!;
  }
}
