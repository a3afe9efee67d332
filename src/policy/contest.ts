/** The contest of a newcomer against the residents that would have to make room for it. */

import type { Bytes } from "../units.ts";
import type { ObjectHeap } from "./object-heap.ts";

export class Contest {
  readonly #residents: ObjectHeap;
  readonly #sizes: Float64Array;

  /** `residents` are ordered by who goes first. */
  constructor(residents: ObjectHeap, sizes: Float64Array) {
    this.#residents = residents;
    this.#sizes = sizes;
  }

  /**
   * Whether a newcomer of that priority outranks every resident that has to go for `size` bytes to
   * fit, where `room` are free. Changes nothing: equal priorities keep their order.
   */
  wins(priority: number, size: Bytes, room: Bytes): boolean {
    const residents = this.#residents;
    let free = room;
    let won = true;
    let losers = 0;
    while (won && free < size) {
      const loser = residents.first;
      won = residents.priorityOf(loser) < priority;
      if (!won) break;
      residents.remove(loser);
      losers++;
      free += this.#sizes[loser]!;
    }
    for (; losers > 0; losers--) residents.restore();
    return won;
  }
}
