/**
 * A batch of requests that are each either a hit or a fetch, and what either would mean for the
 * figures: worked out once, for as many caches as are compared.
 */

import type { Ratio, Seconds } from "../units.ts";
import { bucketOf } from "./histogram.ts";
import type { Yardstick } from "./measurement.ts";

/** What a replay of several caches at once tells; entry 0 of each column belongs to request `from`. */
export interface Either {
  readonly from: number;
  readonly to: number;
  /** Bit c is 1 for a hit in the c-th cache. */
  readonly hits: Uint32Array;
  /** Bytes of the object asked for. */
  readonly size: Float64Array;
  /** Latency of a request that is a hit, and of one that is a fetch. */
  readonly hit: Float64Array;
  readonly fetch: Float64Array;
}

/** Columns have two entries a request: at 2 i that of a fetch, at 2 i + 1 that of a hit. */
export class EitherBatch {
  from = 0;
  to = 0;
  latency = new Float64Array(0);
  /** When the last byte arrives. */
  end = new Float64Array(0);
  /** Of the latency in the reference run. */
  savings = new Float64Array(0);
  /** Of the histogram of latencies. */
  bucket = new Uint16Array(0);
  /** By request: where its entry stands, as chosen for one cache. */
  chosen = new Uint32Array(0);
  /** By request, in bytes. */
  size: Float64Array = new Float64Array(0);
  #hits: Uint32Array = new Uint32Array(0);

  fill({ from, to, hits, size, hit, fetch }: Either, { arrival, reference }: Yardstick): void {
    const count = to - from;
    if (count > this.chosen.length) this.#widen(count);
    this.from = from;
    this.to = to;
    this.size = size;
    this.#hits = hits;
    for (let at = 0; at < count; at++) {
      this.#set(2 * at, fetch[at]!, arrival[from + at]!, reference[from + at]!);
      this.#set(2 * at + 1, hit[at]!, arrival[from + at]!, reference[from + at]!);
    }
  }

  /** Chooses for every request what it is in the c-th cache. */
  choose(c: number): void {
    const { chosen } = this;
    const hits = this.#hits;
    const count = this.to - this.from;
    for (let at = 0; at < count; at++) chosen[at] = 2 * at + ((hits[at]! >>> c) & 1);
  }

  #set(place: number, latency: Seconds, arrival: Seconds, reference: Seconds): void {
    this.latency[place] = latency;
    this.end[place] = arrival + latency;
    this.savings[place] = savingsOf(latency, reference);
    this.bucket[place] = bucketOf(latency);
  }

  #widen(requests: number): void {
    this.latency = new Float64Array(2 * requests);
    this.end = new Float64Array(2 * requests);
    this.savings = new Float64Array(2 * requests);
    this.bucket = new Uint16Array(2 * requests);
    this.chosen = new Uint32Array(requests);
  }
}

/** What a request saves of its latency in the reference run; one that took no time has nothing to save. */
export function savingsOf(latency: Seconds, reference: Seconds): Ratio {
  return reference > 0 ? 1 - latency / reference : 0;
}
