/** Outcomes in, numbers out. Savings are paired, request by request, with the reference run. */

import type { Outcome } from "../request.ts";
import type { Bytes, Ratio, Seconds } from "../units.ts";
import { BatchMeans } from "./batch-means.ts";
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
    // A reference that took no time leaves nothing to save.
    if (reference > 0) this.#savings += 1 - latency / reference;
    this.#batches.add(request - this.#warmUp, latency, reference);
    this.#histogram.add(latency);
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
