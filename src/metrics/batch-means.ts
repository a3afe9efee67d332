/**
 * How sure a savings rate is, from one run: the requests in order of arrival are cut into batches,
 * long enough to be nearly independent of each other, and the rate is a ratio of their sums.
 *
 * Source: Law, Simulation Modeling and Analysis, batch means; Cochran, Sampling Techniques, section
 * 6.3, the variance of a ratio estimate.
 */

import type { Ratio, Seconds } from "../units.ts";
import { tQuantile } from "./confidence.ts";

/** Law advises a few dozen at most: more are too short to be independent. */
const BATCHES = 20;
/** Requests in the shortest batch that means anything. */
const SHORTEST = 10;

export class BatchMeans {
  readonly #length: number;
  readonly #latency: Float64Array;

  /** So many requests will be measured. */
  constructor(requests: number) {
    const batches = Math.min(BATCHES, Math.floor(requests / SHORTEST));
    this.#length = requests / batches;
    this.#latency = new Float64Array(batches);
  }

  /** Number of the first measured request, from `index` on, that is not in the same batch. */
  endOf(index: number): number {
    const batch = this.#batchOf(index);
    // Rounding may put the first of the next batch on either side of the product.
    let end = Math.max(index + 1, Math.ceil((batch + 1) * this.#length) - 1);
    while (this.#batchOf(end) === batch) end++;
    return end;
  }

  /** Measured request number `index`, in order of arrival, took so long; or those from it on in its batch. */
  add(index: number, latency: Seconds): void {
    this.#latency[this.#batchOf(index)]! += latency;
  }

  /** Adds what another, of as many requests, has seen. */
  addAll(other: BatchMeans): void {
    for (let i = 0; i < this.#latency.length; i++) this.#latency[i]! += other.#latency[i]!;
  }

  /**
   * Half-width of the confidence interval of 1 − sum of latencies ÷ sum of those of the same requests
   * in the reference run.
   *
   * NaN for fewer than two batches, that is, fewer than 20 requests.
   */
  halfWidth(reference: BatchMeans, level: Ratio = 0.95): Ratio {
    const batches = this.#latency.length;
    if (batches < 2) return Number.NaN;
    const total = reference.#latency.reduce((sum, value) => sum + value, 0);
    const ratio = this.#latency.reduce((sum, value) => sum + value, 0) / total;
    let squares = 0;
    for (let i = 0; i < batches; i++) {
      squares += (this.#latency[i]! - ratio * reference.#latency[i]!) ** 2;
    }
    const deviation = Math.sqrt(squares / (batches - 1) / batches) / (total / batches);
    return tQuantile((1 + level) / 2, batches - 1) * deviation;
  }

  #batchOf(index: number): number {
    return Math.floor(index / this.#length);
  }
}
