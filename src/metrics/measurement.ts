/** Everything that is measured of one replay: its requests, and the image pulls that they make. */

import type { BatchHits } from "../batch-hits.ts";
import type { ServedRequests } from "../request.ts";
import { PullCollector, type PullSummary, type PullWindow } from "./pulls.ts";
import type { ReferenceLatencies } from "./reference-latencies.ts";
import { Collector, type Summary } from "./summary.ts";
import type { Tariff } from "./tariff.ts";

/** What stands even of a run that was given up: counts of what it served. */
const COUNTS = [
  "requests",
  "hits",
  "delayedHits",
  "bytes",
  "hitBytes",
  "storeRequests",
  "storeBytes",
];
/** What a run cannot say when the reference was given up. */
const SAVINGS = [
  "latencySavingsRate",
  "meanRequestSavings",
  "savingsHalfWidth",
  "pullLatencySavingsRate",
];

/** What all replays of one workload are measured by. */
export interface Yardstick {
  /** Requests before this index are not measured. */
  readonly warmUp: number;
  /** How many there are in all. */
  readonly requests: number;
  readonly pulls: PullWindow;
  readonly reference: ReferenceLatencies;
}

export class Measurement {
  /** Set where a run was given up: all but its counts is not measured then. */
  abandoned = false;
  /** All requests before that index have been served and added. */
  served = 0;
  readonly #requests: Collector;
  readonly #pulls: PullCollector;

  constructor({ warmUp, requests, pulls, reference }: Yardstick) {
    this.#requests = new Collector(warmUp, requests, reference);
    this.#pulls = new PullCollector(pulls, warmUp);
  }

  /** Requests have been served. */
  add(requests: ServedRequests): void {
    this.#requests.add(requests);
    this.#pulls.add(requests);
  }

  /** The requests of a batch have been served in the reference run, of which `hits` has none. */
  addReference(tariff: Tariff, hits: BatchHits): void {
    this.#requests.addReference(tariff, hits);
    this.#pulls.addBatch(tariff, hits.flags);
  }

  /** The requests of a batch have been served, those in `hits` as hits and all others as misses. */
  addBatch(tariff: Tariff, hits: BatchHits): void {
    this.#requests.addBatch(tariff, hits);
    this.#pulls.addBatch(tariff, hits.flags);
  }

  /**
   * All requests before that index have been served and added: the image pulls that they complete are
   * accounted for.
   */
  settle(served: number): void {
    this.served = served;
    this.#pulls.settle(served);
  }

  /** The first pull that is not accounted for. */
  get nextPull(): number {
    return this.#pulls.next;
  }

  /** `reference` measured the reference run. */
  summary(reference: Measurement): Summary & PullSummary {
    const all = {
      ...this.#requests.summary(reference.#requests),
      ...this.#pulls.summary(reference.#pulls),
    };
    if (!this.abandoned && !reference.abandoned) return all;
    return Object.fromEntries(
      Object.entries(all).map(([key, value]) => {
        const stands = this.abandoned ? COUNTS.includes(key) : !SAVINGS.includes(key);
        return [key, stands ? value : Number.NaN];
      }),
    ) as unknown as Summary & PullSummary;
  }
}
