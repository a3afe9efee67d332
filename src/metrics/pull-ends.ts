/**
 * When the last byte of each image pull in a batch arrives, where a request is either a hit or a miss:
 * looked at pull by pull, since most end with the request that would end last if none were a hit.
 */

import type { RequestBatch } from "../streamed-workload.ts";
import type { Seconds } from "../units.ts";
import type { PullWindow } from "./pulls.ts";

/** No request of the batch. */
const NONE = -1;

export class PullEnds {
  readonly #window: PullWindow;
  readonly #latency: Float64Array;
  /** When request i of the batch ends as a miss (`2 * i`) and as a hit (`2 * i + 1`). */
  readonly #end: Float64Array;
  /** By pull, as a ring like the window's: its number among those of the batch, if it has one. */
  #numberOf: Uint32Array;
  #count = 0;
  // By number in the batch: the pull, its request that ends last when all are misses, and when that is;
  // NONE where a request may take longer as a hit than all do as misses.
  readonly #pull: Uint32Array;
  readonly #decisive: Int32Array;
  readonly #latest: Float64Array;
  /** Its last request in the batch, and the one before each of the same pull; NONE for no more. */
  readonly #last: Int32Array;
  readonly #before: Int32Array;

  /** `latency` as the tariff's. */
  constructor(window: PullWindow, latency: Float64Array) {
    const batch = latency.length / 2;
    this.#window = window;
    this.#latency = latency;
    this.#end = new Float64Array(2 * batch);
    this.#numberOf = new Uint32Array(window.capacity);
    this.#pull = new Uint32Array(batch);
    this.#decisive = new Int32Array(batch);
    this.#latest = new Float64Array(batch);
    this.#last = new Int32Array(batch);
    this.#before = new Int32Array(batch);
  }

  /** The latencies are now those of the batch. */
  derive({ requests, pull: of }: RequestBatch): void {
    const { count, arrival } = requests;
    const { capacity } = this.#window;
    const end = this.#end;
    if (this.#numberOf.length < capacity) this.#numberOf = new Uint32Array(capacity);
    this.#count = 0;
    for (let i = 0; i < count; i++) {
      const pull = of[i]!;
      const at = pull & (capacity - 1);
      let n = this.#numberOf[at]!;
      if (n >= this.#count || this.#pull[n] !== pull) {
        n = this.#count++;
        this.#numberOf[at] = n;
        this.#pull[n] = pull;
        this.#last[n] = NONE;
        this.#latest[n] = Number.NEGATIVE_INFINITY;
      }
      this.#before[i] = this.#last[n]!;
      this.#last[n] = i;
      const miss = arrival[i]! + this.#latency[2 * i]!;
      const hit = arrival[i]! + this.#latency[2 * i + 1]!;
      end[2 * i] = miss;
      end[2 * i + 1] = hit;
      if (miss > this.#latest[n]!) {
        this.#latest[n] = miss;
        this.#decisive[n] = i;
      }
    }
    this.#doubt(count, of);
  }

  /** Where a hit may end later than all misses, none is decisive. */
  #doubt(count: number, of: Uint32Array): void {
    const end = this.#end;
    const mask = this.#window.capacity - 1;
    for (let i = 0; i < count; i++) {
      const n = this.#numberOf[of[i]! & mask]!;
      if (end[2 * i + 1]! > this.#latest[n]!) this.#decisive[n] = NONE;
    }
  }

  /** Puts the ends of all pulls of the batch off, in a ring by pull, to where `hits` has them. */
  putOff(ends: Float64Array, hits: Uint8Array): void {
    const pulls = this.#pull;
    const decisive = this.#decisive;
    const latest = this.#latest;
    const mask = ends.length - 1;
    for (let n = 0; n < this.#count; n++) {
      const request = decisive[n]!;
      const end = request !== NONE && hits[request] === 0 ? latest[n]! : this.#endOf(n, hits);
      const at = pulls[n]! & mask;
      if (end > ends[at]!) ends[at] = end;
    }
  }

  #endOf(n: number, hits: Uint8Array): Seconds {
    const ends = this.#end;
    const before = this.#before;
    let latest = Number.NEGATIVE_INFINITY;
    for (let i = this.#last[n]!; i !== NONE; i = before[i]!) {
      const end = ends[2 * i + hits[i]!]!;
      if (end > latest) latest = end;
    }
    return latest;
  }
}
