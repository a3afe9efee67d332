/** When each blob of a pull is asked for: the config blob at once, the layers a few at a time. */

import { lognormal } from "../random/lognormal.ts";
import type { Stream } from "../random/stream.ts";
import type { Seconds } from "../units.ts";
import type { Profile } from "./profile.ts";

/** Plans the transfers of one pull after the other. */
export class Transfers {
  readonly #free: Float64Array;
  readonly #gap: () => Seconds;
  #count = 0;

  constructor({ transfers }: Profile, draws: Stream) {
    this.#free = new Float64Array(transfers.parallel);
    this.#gap = lognormal(Math.log(transfers.gap), transfers.sigma, draws);
  }

  /** A pull's first blob may be asked for at that time. */
  begin(at: Seconds): void {
    this.#free.fill(at);
    this.#count = 0;
  }

  /** When the next blob is asked for, which takes so long. */
  next(duration: Seconds): Seconds {
    const free = this.#free;
    // The first blob is the image's config, which takes no layer's place.
    if (this.#count++ === 0) return free[0]! + this.#gap();
    let soonest = 0;
    for (let i = 1; i < free.length; i++) if (free[i]! < free[soonest]!) soonest = i;
    const start = free[soonest]! + this.#gap();
    free[soonest] = start + duration;
    return start;
  }
}
