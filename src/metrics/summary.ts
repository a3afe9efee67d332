/** Outcomes in, numbers out. Savings are paired, request by request, with the reference run. */

import type { BatchHits } from "../batch-hits.ts";
import { DELAYED, HIT, type ServedRequests } from "../request.ts";
import type { Bytes, Ratio, Seconds } from "../units.ts";
import { BatchMeans } from "./batch-means.ts";
import { Histogram } from "./histogram.ts";
import type { ReferenceLatencies } from "./reference-latencies.ts";
import { savingsOf, type Tariff } from "./tariff.ts";

/** What a replay measured. Ratios and means are NaN when no request was measured. */
export interface Summary {
  requests: number;
  /** Served from the registry's memory; delayed hits are not among them. */
  hits: number;
  /** Served by a fetch that another request had under way. */
  delayedHits: number;
  hitRatio: Ratio;
  byteHitRatio: Ratio;
  bytes: Bytes;
  hitBytes: Bytes;
  meanLatencySeconds: Seconds;
  p50LatencySeconds: Seconds;
  p95LatencySeconds: Seconds;
  p99LatencySeconds: Seconds;
  /** 1 − sum of latencies ÷ sum of latencies in the reference run. */
  latencySavingsRate: Ratio;
  /** Mean over requests of 1 − latency ÷ latency in the reference run. */
  meanRequestSavings: Ratio;
  /**
   * Half-width of the 95 % confidence interval of the savings rate: by batch means within one run, or
   * over replications where there are several. NaN where there are too few requests to say.
   */
  savingsHalfWidth: Ratio;
  /** Fetches from the object store. */
  storeRequests: number;
  storeBytes: Bytes;
}

/** Listens to one replay. */
export class Collector {
  readonly #warmUp: number;
  readonly #reference: ReferenceLatencies;
  readonly #histogram = new Histogram();
  readonly #batches: BatchMeans;
  /** Whether what is accounted for is the difference to the reference run. */
  #differs = false;
  #requests = 0;
  #hits = 0;
  #delayedHits = 0;
  #bytes = 0;
  #hitBytes = 0;
  #delayedBytes = 0;
  #latency = 0;
  #savings = 0;

  /**
   * Requests before index `warmUp` of so many are not measured. `reference` holds the reference run's
   * latency of each request by the time that it is added.
   */
  constructor(warmUp: number, requests: number, reference: ReferenceLatencies) {
    this.#warmUp = warmUp;
    this.#reference = reference;
    this.#batches = new BatchMeans(requests - warmUp);
  }

  /** Requests have been served. */
  add({ count, request, outcome, size, latency }: ServedRequests): void {
    for (let i = 0; i < count; i++) {
      const index = request[i]! - this.#warmUp;
      if (index < 0) continue;
      const taken = latency[i]!;
      this.#requests++;
      this.#bytes += size[i]!;
      if (outcome[i] === HIT) {
        this.#hits++;
        this.#hitBytes += size[i]!;
      } else if (outcome[i] === DELAYED) {
        this.#delayedHits++;
        this.#delayedBytes += size[i]!;
      }
      this.#latency += taken;
      this.#savings += savingsOf(taken, this.#reference.of(request[i]!));
      this.#batches.add(index, taken);
      this.#histogram.add(taken);
    }
  }

  /** The requests of a batch have been served in the reference run, of which `hits` has none. */
  addReference(tariff: Tariff, hits: BatchHits): void {
    const { from, to, latency, size, bucket } = tariff;
    const first = Math.max(from, this.#warmUp);
    for (let start = first; start < to; ) {
      const end = this.#endOfBatch(start, to);
      let taken = 0;
      let bytes = 0;
      for (let i = start - from; i < end - from; i++) {
        taken += latency[2 * i]!;
        bytes += size[i]!;
      }
      this.#latency += taken;
      this.#bytes += bytes;
      this.#batches.add(start - this.#warmUp, taken);
      start = end;
    }
    this.#requests += Math.max(0, to - first);
    this.#histogram.addMisses(bucket, first - from, to - from);
    this.#histogram.widenToMisses(latency, hits.flags, first - from, to - from, tariff.misses);
  }

  /**
   * The requests of a batch have been served, those in `hits` as hits and all others as misses. What is
   * accounted for is the difference to the reference run: {@link summary} adds that run's figures.
   */
  addBatch(tariff: Tariff, hits: BatchHits): void {
    const { from, to, latency, gain, size, bucket } = tariff;
    const first = Math.max(from, this.#warmUp);
    if (first >= to) return;
    this.#differs = true;
    const { numbers, count, flags } = hits;
    let measured = 0;
    while (measured < count && numbers[measured]! < first - from) measured++;
    for (let start = first, done = measured; start < to; ) {
      const end = this.#endOfBatch(start, to);
      let saved = 0;
      let shares = 0;
      let bytes = 0;
      let n = done;
      for (; n < count && numbers[n]! < end - from; n++) {
        const i = numbers[n]!;
        saved += gain[2 * i]!;
        shares += gain[2 * i + 1]!;
        bytes += size[i]!;
      }
      this.#latency -= saved;
      this.#savings += shares;
      this.#hits += n - done;
      this.#hitBytes += bytes;
      this.#batches.add(start - this.#warmUp, -saved);
      start = end;
      done = n;
    }
    this.#histogram.exchange(bucket, numbers, measured, count);
    this.#histogram.widenToHits(latency, numbers, measured, count, tariff.hits);
    this.#histogram.widenToMisses(latency, flags, first - from, to - from, tariff.misses);
  }

  /** The first request from `start` on, or `to`, that is not in the same batch of the batch means. */
  #endOfBatch(start: number, to: number): number {
    return Math.min(to, this.#warmUp + this.#batches.endOf(start - this.#warmUp));
  }

  /** `reference` listened to the reference run. */
  summary(reference: Collector): Summary {
    if (this.#differs) this.#addReference(reference);
    const requests = this.#requests;
    return {
      requests,
      hits: this.#hits,
      delayedHits: this.#delayedHits,
      hitRatio: this.#hits / requests,
      byteHitRatio: this.#hitBytes / this.#bytes,
      bytes: this.#bytes,
      hitBytes: this.#hitBytes,
      meanLatencySeconds: this.#latency / requests,
      p50LatencySeconds: this.#histogram.quantile(0.5),
      p95LatencySeconds: this.#histogram.quantile(0.95),
      p99LatencySeconds: this.#histogram.quantile(0.99),
      latencySavingsRate: 1 - this.#latency / reference.#latency,
      meanRequestSavings: this.#savings / requests,
      savingsHalfWidth: this.#batches.halfWidth(reference.#batches),
      storeRequests: requests - this.#hits - this.#delayedHits,
      storeBytes: this.#bytes - this.#hitBytes - this.#delayedBytes,
    };
  }

  #addReference(reference: Collector): void {
    this.#differs = false;
    this.#requests += reference.#requests;
    this.#bytes += reference.#bytes;
    this.#latency += reference.#latency;
    this.#batches.addAll(reference.#batches);
    this.#histogram.addAll(reference.#histogram);
  }
}
