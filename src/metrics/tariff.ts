/**
 * What each request of a batch comes to as a miss and as a hit, for replays in which that depends on
 * nothing else. Worked out once a batch, for all of them.
 */

import type { Workload } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { bucketOf } from "./histogram.ts";

export class Tariff {
  /** The batch holds requests `from` to `to` − 1. */
  from = 0;
  to = 0;
  /**
   * Entry `2 * i` is what request `from + i` takes as a miss, which is what it is in the reference run,
   * entry `2 * i + 1` what it takes as a hit.
   */
  readonly latency: Float64Array;
  /** Where each latency belongs in a histogram. */
  readonly bucket: Uint16Array;
  /** By request: the share of the reference's latency that a hit saves. */
  readonly savings: Float64Array;
  /** By request, in bytes. */
  readonly size: Float64Array;
  readonly #workload: Workload;

  /** `latency` holds the latencies of each batch by the time of {@link derive}. */
  constructor(workload: Workload, latency: Float64Array) {
    this.#workload = workload;
    this.latency = latency;
    this.bucket = new Uint16Array(latency.length);
    this.savings = new Float64Array(latency.length / 2);
    this.size = new Float64Array(latency.length / 2);
  }

  /** The latencies are now those of requests `from` to `to` − 1: the other columns follow. */
  derive(from: number, to: number): void {
    this.from = from;
    this.to = to;
    const { latency, bucket, savings, size } = this;
    const { requests, sizes } = this.#workload;
    for (let i = 0; i < to - from; i++) {
      const miss = latency[2 * i]!;
      const hit = latency[2 * i + 1]!;
      bucket[2 * i] = bucketOf(miss);
      bucket[2 * i + 1] = bucketOf(hit);
      savings[i] = savingsOf(hit, miss);
      size[i] = sizes[requests.object[from + i]!]!;
    }
  }

  /** Bytes asked for from request `first` on. */
  bytesFrom(first: number): Bytes {
    let bytes = 0;
    for (let i = Math.max(first, this.from); i < this.to; i++) bytes += this.size[i - this.from]!;
    return bytes;
  }
}

/** The share that a request saves; where the reference took no time nothing is left to save. */
export function savingsOf(latency: Seconds, reference: Seconds): number {
  return reference > 0 ? 1 - latency / reference : 0;
}
