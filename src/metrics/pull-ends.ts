/**
 * When the last byte of each image pull in a batch arrives, where a request is either a hit or a miss:
 * looked at pull by pull, since most end with the request that would end last if none were a hit.
 */

import type { Seconds } from "../units.ts";
import type { PullColumns } from "./pulls.ts";

/** No request of the batch. */
const NONE = -1;

export class PullEnds {
  readonly #pulls: PullColumns;
  readonly #arrival: Float64Array;
  readonly #latency: Float64Array;
  /** When request i of the batch ends as a miss (`2 * i`) and as a hit (`2 * i + 1`). */
  readonly #end: Float64Array;
  /** By pull: its number among those of the batch, if it has one. */
  readonly #numberOf: Uint32Array;
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
  constructor(pulls: PullColumns, arrival: Float64Array, latency: Float64Array) {
    const batch = latency.length / 2;
    this.#pulls = pulls;
    this.#arrival = arrival;
    this.#latency = latency;
    this.#end = new Float64Array(2 * batch);
    this.#numberOf = new Uint32Array(pulls.count);
    this.#pull = new Uint32Array(batch);
    this.#decisive = new Int32Array(batch);
    this.#latest = new Float64Array(batch);
    this.#last = new Int32Array(batch);
    this.#before = new Int32Array(batch);
  }

  /** The latencies are now those of requests `from` to `to` − 1. */
  derive(from: number, to: number): void {
    const { of } = this.#pulls;
    const end = this.#end;
    this.#count = 0;
    for (let i = 0; i < to - from; i++) {
      const pull = of[from + i]!;
      let n = this.#numberOf[pull]!;
      if (n >= this.#count || this.#pull[n] !== pull) {
        n = this.#count++;
        this.#numberOf[pull] = n;
        this.#pull[n] = pull;
        this.#last[n] = NONE;
        this.#latest[n] = Number.NEGATIVE_INFINITY;
      }
      this.#before[i] = this.#last[n]!;
      this.#last[n] = i;
      const miss = this.#arrival[from + i]! + this.#latency[2 * i]!;
      const hit = this.#arrival[from + i]! + this.#latency[2 * i + 1]!;
      end[2 * i] = miss;
      end[2 * i + 1] = hit;
      if (miss > this.#latest[n]!) {
        this.#latest[n] = miss;
        this.#decisive[n] = i;
      }
    }
    this.#doubt(from, to);
  }

  /** Where a hit may end later than all misses, none is decisive. */
  #doubt(from: number, to: number): void {
    const { of } = this.#pulls;
    const end = this.#end;
    for (let i = 0; i < to - from; i++) {
      const n = this.#numberOf[of[from + i]!]!;
      if (end[2 * i + 1]! > this.#latest[n]!) this.#decisive[n] = NONE;
    }
  }

  /** Puts the ends of all pulls of the batch off, by pull, to where `hits` has them. */
  putOff(ends: Float64Array, hits: Uint8Array): void {
    const pulls = this.#pull;
    const decisive = this.#decisive;
    const latest = this.#latest;
    for (let n = 0; n < this.#count; n++) {
      const request = decisive[n]!;
      const end = request !== NONE && hits[request] === 0 ? latest[n]! : this.#endOf(n, hits);
      const pull = pulls[n]!;
      if (end > ends[pull]!) ends[pull] = end;
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
