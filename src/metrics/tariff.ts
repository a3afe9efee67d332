/**
 * What each request of a batch comes to as a miss and as a hit, for replays in which that depends on
 * nothing else. Worked out once a batch, for all of them. In each column entry `2 * i` is request
 * `from + i` as a miss, which is what it is in the reference run, and entry `2 * i + 1` as a hit.
 */

import type { Workload } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { bucketOf } from "./histogram.ts";

export class Tariff {
  /** The batch holds requests `from` to `to` − 1. */
  from = 0;
  to = 0;
  readonly latency: Float64Array;
  /** When the last byte arrives. */
  readonly end: Float64Array;
  /** 1 − latency ÷ latency in the reference run. */
  readonly savings: Float64Array;
  /** In a histogram of latencies. */
  readonly bucket: Uint16Array;
  /** Bytes from the registry's memory. */
  readonly hitBytes: Float64Array;
  readonly #workload: Workload;

  /** `latency` holds the latencies of each batch by the time of {@link derive}. */
  constructor(workload: Workload, latency: Float64Array) {
    this.#workload = workload;
    this.latency = latency;
    this.end = new Float64Array(latency.length);
    this.savings = new Float64Array(latency.length);
    this.bucket = new Uint16Array(latency.length);
    this.hitBytes = new Float64Array(latency.length);
  }

  /** The latencies are now those of requests `from` to `to` − 1: the other columns follow. */
  derive(from: number, to: number): void {
    this.from = from;
    this.to = to;
    const { latency, end, savings, bucket, hitBytes } = this;
    const { arrival, object } = this.#workload.requests;
    const { sizes } = this.#workload;
    for (let i = from; i < to; i++) {
      const miss = 2 * (i - from);
      const hit = miss + 1;
      bucket[miss] = bucketOf(latency[miss]!);
      bucket[hit] = bucketOf(latency[hit]!);
      end[miss] = arrival[i]! + latency[miss]!;
      end[hit] = arrival[i]! + latency[hit]!;
      savings[hit] = savingsOf(latency[hit]!, latency[miss]!);
      hitBytes[hit] = sizes[object[i]!]!;
    }
  }

  /** Bytes asked for from request `first` on. */
  bytesFrom(first: number): Bytes {
    let bytes = 0;
    for (let i = Math.max(first, this.from); i < this.to; i++) {
      bytes += this.hitBytes[2 * (i - this.from) + 1]!;
    }
    return bytes;
  }
}

/** The share that a request saves; where the reference took no time nothing is left to save. */
export function savingsOf(latency: Seconds, reference: Seconds): number {
  return reference > 0 ? 1 - latency / reference : 0;
}
