/** How hot each object is: a count of its requests that halves every half-life. */

import type { ObjectId } from "../request.ts";
import type { Seconds } from "../units.ts";

export class Hotness {
  readonly #halfLife: Seconds;
  /**
   * log2 of the sum over its requests of 2^(time ÷ half-life), by object. Written so, it compares any
   * two objects at any moment and changes only when its object is asked for.
   */
  readonly #hotness: Float64Array;

  constructor(objects: number, halfLife: Seconds) {
    this.#halfLife = halfLife;
    this.#hotness = new Float64Array(objects).fill(Number.NEGATIVE_INFINITY);
  }

  /** The object is asked for. Returns how hot it is now. */
  warm(object: ObjectId, now: Seconds): number {
    const request = now / this.#halfLife;
    const before = this.#hotness[object]!;
    const high = Math.max(before, request);
    const hotness = high + Math.log2(1 + 2 ** (Math.min(before, request) - high));
    this.#hotness[object] = hotness;
    return hotness;
  }

  /** To compare with another object's; −Infinity before the first request. */
  of(object: ObjectId): number {
    return this.#hotness[object]!;
  }
}
