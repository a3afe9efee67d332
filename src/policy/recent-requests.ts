/** Whether an object was asked for so many times within so long. */

import type { ObjectId } from "../request.ts";
import type { Seconds } from "../units.ts";

export class RecentRequests {
  readonly #count: number;
  readonly #window: Seconds;
  /** The times of the last `count` requests of each object, the oldest first. */
  readonly #times: Float64Array;

  /** `count` is at least 1; 8 × `count` bytes an object. */
  constructor(objects: number, count: number, window: Seconds) {
    this.#count = count;
    this.#window = window;
    this.#times = new Float64Array(objects * count).fill(Number.NEGATIVE_INFINITY);
  }

  /** The object is asked for. */
  add(object: ObjectId, now: Seconds): void {
    const start = object * this.#count;
    const end = start + this.#count - 1;
    for (let i = start; i < end; i++) this.#times[i] = this.#times[i + 1]!;
    this.#times[end] = now;
  }

  /** Whether its last `count` requests all lie within the window before now. */
  enough(object: ObjectId, now: Seconds): boolean {
    const oldest = this.#times[object * this.#count]!;
    return oldest > Number.NEGATIVE_INFINITY && now - oldest <= this.#window;
  }
}
