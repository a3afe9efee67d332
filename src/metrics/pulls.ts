/** Image pulls: from the first request of each to the last byte of the last. */

import type { ServedRequests } from "../request.ts";
import type { Seconds } from "../units.ts";
import { Histogram } from "./histogram.ts";
import type { Tariff } from "./tariff.ts";

/** What a replay measured of image pulls. NaN where no pull was measured. */
export interface PullSummary {
  /** Image pulls whose first request was measured. */
  pulls: number;
  meanPullLatencySeconds: Seconds;
  p50PullLatencySeconds: Seconds;
  p95PullLatencySeconds: Seconds;
  p99PullLatencySeconds: Seconds;
  /** 1 − sum of pull latencies ÷ the same in the reference run. */
  pullLatencySavingsRate: number;
}

/** Which requests make which pull. */
export interface PullColumns {
  readonly count: number;
  /** By request. */
  readonly of: Uint32Array;
  /** By pull, ascending: its first request, which is the first to be sent. */
  readonly first: Uint32Array;
}

/** Listens to one replay. */
export class PullCollector {
  readonly #pulls: PullColumns;
  readonly #from: number;
  readonly #arrival: Float64Array;
  /** When the last byte so far of each pull arrived. */
  readonly #ends: Float64Array;

  /** Pulls whose first request stands before index `warmUp` are not measured. */
  constructor(pulls: PullColumns, arrival: Float64Array, warmUp: number) {
    this.#pulls = pulls;
    this.#arrival = arrival;
    const measured = pulls.first.findIndex((request) => request >= warmUp);
    this.#from = measured < 0 ? pulls.count : measured;
    this.#ends = new Float64Array(pulls.count);
  }

  /** Requests have been served. */
  add({ count, request, end }: ServedRequests): void {
    const { of } = this.#pulls;
    const ends = this.#ends;
    for (let i = 0; i < count; i++) {
      const pull = of[request[i]!]!;
      if (end[i]! > ends[pull]!) ends[pull] = end[i]!;
    }
  }

  /** The requests of a batch have been served, each as a hit (1 in `hits`) or a miss (0). */
  addBatch({ pullEnds }: Tariff, hits: Uint8Array): void {
    pullEnds.putOff(this.#ends, hits);
  }

  /** `reference` listened to the reference run, of the same pulls. */
  summary(reference: PullCollector): PullSummary {
    const histogram = new Histogram();
    let sum = 0;
    let referenceSum = 0;
    for (let pull = this.#from; pull < this.#pulls.count; pull++) {
      const latency = this.#latency(pull);
      histogram.add(latency);
      sum += latency;
      referenceSum += reference.#latency(pull);
    }
    const pulls = this.#pulls.count - this.#from;
    return {
      pulls,
      meanPullLatencySeconds: sum / pulls,
      p50PullLatencySeconds: histogram.quantile(0.5),
      p95PullLatencySeconds: histogram.quantile(0.95),
      p99PullLatencySeconds: histogram.quantile(0.99),
      pullLatencySavingsRate: 1 - sum / referenceSum,
    };
  }

  #latency(pull: number): Seconds {
    return Math.max(0, this.#ends[pull]! - this.#arrival[this.#pulls.first[pull]!]!);
  }
}
