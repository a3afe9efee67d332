/** Outcomes in, numbers out. Savings are paired, request by request, with the reference run. */

import type { Outcome } from "../request.ts";
import type { Bytes, Ratio, Seconds } from "../units.ts";
import { BatchMeans } from "./batch-means.ts";
import { type EitherBatch, savingsOf } from "./either-batch.ts";
import { Histogram } from "./histogram.ts";

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
   * over replications where there are several; of an estimate from a sample, how far off it may be.
   * NaN where there are too few requests to say.
   */
  savingsHalfWidth: Ratio;
  /** Fetches from the object store. */
  storeRequests: number;
  storeBytes: Bytes;
}

/** Listens to one replay. */
export class Collector {
  readonly #warmUp: number;
  readonly #reference: Float64Array;
  readonly #histogram = new Histogram();
  readonly #batches: BatchMeans;
  #requests = 0;
  #hits = 0;
  #delayedHits = 0;
  #bytes = 0;
  #hitBytes = 0;
  #storeBytes = 0;
  #latency = 0;
  #referenceLatency = 0;
  #savings = 0;

  /**
   * Requests before index `warmUp` are not measured. `reference` holds the reference run's latency
   * of each request, in seconds.
   */
  constructor(warmUp: number, reference: Float64Array) {
    this.#warmUp = warmUp;
    this.#reference = reference;
    this.#batches = new BatchMeans(reference.length - warmUp);
  }

  /** One request has been served. */
  add(request: number, outcome: Outcome, size: Bytes, latency: Seconds): void {
    if (request < this.#warmUp) return;
    this.#requests++;
    this.#bytes += size;
    if (outcome === "hit") {
      this.#hits++;
      this.#hitBytes += size;
    } else if (outcome === "delayed") {
      this.#delayedHits++;
    } else {
      this.#storeBytes += size;
    }
    const reference = this.#reference[request]!;
    this.#latency += latency;
    this.#referenceLatency += reference;
    this.#savings += savingsOf(latency, reference);
    this.#batches.add(request - this.#warmUp, latency, reference);
    this.#histogram.add(latency);
  }

  /** The requests of a batch have been served, each as chosen there. */
  addBatch(batch: EitherBatch): void {
    const { from, to, chosen, latency, savings, size } = batch;
    const first = Math.max(0, this.#warmUp - from);
    const count = to - from;
    if (first >= count) return;
    let hits = 0;
    let bytes = 0;
    let hitBytes = 0;
    let latencySum = this.#latency;
    let referenceSum = this.#referenceLatency;
    let savingsSum = this.#savings;
    for (let at = first; at < count; at++) {
      const place = chosen[at]!;
      const hit = place & 1;
      hits += hit;
      bytes += size[at]!;
      hitBytes += hit * size[at]!;
      latencySum += latency[place]!;
      referenceSum += this.#reference[from + at]!;
      savingsSum += savings[place]!;
      this.#batches.add(from + at - this.#warmUp, latency[place]!, this.#reference[from + at]!);
    }
    this.#requests += count - first;
    this.#hits += hits;
    this.#bytes += bytes;
    this.#hitBytes += hitBytes;
    this.#storeBytes += bytes - hitBytes;
    this.#latency = latencySum;
    this.#referenceLatency = referenceSum;
    this.#savings = savingsSum;
    this.#histogram.addAll(latency, batch.bucket, chosen, first, count);
  }

  summary(): Summary {
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
      latencySavingsRate: 1 - this.#latency / this.#referenceLatency,
      meanRequestSavings: this.#savings / requests,
      savingsHalfWidth: this.#batches.halfWidth(),
      storeRequests: requests - this.#hits - this.#delayedHits,
      storeBytes: this.#storeBytes,
    };
  }
}
