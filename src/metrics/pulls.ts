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

/**
 * The pulls that somebody may still ask about, in rings: pull p stands at place `p` modulo `capacity`,
 * a power of two. Pulls are numbered by their first request.
 */
export interface PullWindow {
  readonly capacity: number;
  /** The pull that the next to begin will be. */
  readonly next: number;
  /** No request will come any more that is of a pull before this one. */
  readonly closed: number;
  /** Index of the first request, of the last so far, and when the first one was to be sent. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly begin: Float64Array;
}

/** Listens to one replay. */
export class PullCollector {
  readonly #window: PullWindow;
  readonly #warmUp: number;
  /** When the last byte so far of each pull arrived, as a ring; 0 where none has. */
  #ends: Float64Array;
  #next = 0;
  readonly #histogram = new Histogram();
  #pulls = 0;
  #sum: Seconds = 0;

  /** Pulls whose first request stands before index `warmUp` are not measured. */
  constructor(window: PullWindow, warmUp: number) {
    this.#window = window;
    this.#warmUp = warmUp;
    this.#ends = new Float64Array(window.capacity);
  }

  /** Requests have been served. */
  add({ count, pull, end }: ServedRequests): void {
    const ends = this.#room();
    const mask = ends.length - 1;
    for (let i = 0; i < count; i++) {
      const at = pull[i]! & mask;
      if (end[i]! > ends[at]!) ends[at] = end[i]!;
    }
  }

  /** The requests of a batch have been served, each as a hit (1 in `hits`) or a miss (0). */
  addBatch({ pullEnds }: Tariff, hits: Uint8Array): void {
    pullEnds.putOff(this.#room(), hits);
  }

  /**
   * All requests before that index have been served and added: the pulls that they complete are
   * accounted for.
   */
  settle(served: number): void {
    const { closed, last, first, begin } = this.#window;
    const ends = this.#room();
    const mask = ends.length - 1;
    // In order of their numbers: sums must not depend on when that was.
    for (; this.#next < closed; this.#next++) {
      const at = this.#next & mask;
      if (last[at]! >= served) break;
      if (first[at]! >= this.#warmUp) {
        const latency = Math.max(0, ends[at]! - begin[at]!);
        this.#histogram.add(latency);
        this.#sum += latency;
        this.#pulls++;
      }
      ends[at] = 0;
    }
  }

  /** The first pull that is not accounted for. */
  get next(): number {
    return this.#next;
  }

  /** `reference` listened to the reference run, of the same pulls. */
  summary(reference: PullCollector): PullSummary {
    return {
      pulls: this.#pulls,
      meanPullLatencySeconds: this.#sum / this.#pulls,
      p50PullLatencySeconds: this.#histogram.quantile(0.5),
      p95PullLatencySeconds: this.#histogram.quantile(0.95),
      p99PullLatencySeconds: this.#histogram.quantile(0.99),
      pullLatencySavingsRate: 1 - this.#sum / reference.#sum,
    };
  }

  /** The ends, in a ring as long as the window's. */
  #room(): Float64Array {
    const { capacity } = this.#window;
    if (this.#ends.length === capacity) return this.#ends;
    const ends = new Float64Array(capacity);
    const mask = this.#ends.length - 1;
    for (let i = 0; i <= mask; i++) {
      const pull = this.#next + i;
      ends[pull & (capacity - 1)] = this.#ends[pull & mask]!;
    }
    this.#ends = ends;
    return ends;
  }
}
