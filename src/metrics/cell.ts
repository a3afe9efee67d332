/** What a run says of one policy at one capacity. */

import type { Bytes, Ratio, Seconds } from "../units.ts";
import type { PullSummary } from "./pulls.ts";
import type { Summary } from "./summary.ts";

/** A summary, and what the cache did. Admissions, rejections and evictions count the warm-up too. */
export interface Cell extends Summary, PullSummary, Partial<PrefetchSummary> {
  /** As the user wrote it, parameters and all. */
  policy: string;
  /** `Infinity` for no limit. */
  capacityBytes: Bytes;
  admissions: number;
  /** Objects that arrived and were not kept. */
  rejections: number;
  evictions: number;
  // The next are there only where a sample was replayed.
  /** How far off the hit ratio may be, 95 %. */
  hitRatioHalfWidth?: Ratio;
  /**
   * Shares of the requests and bytes that are for objects which fit the capacity, and not the sample's,
   * which is scaled down: the estimate knows nothing of what they would hit and of whom they would evict.
   */
  misfitRequests?: Ratio;
  misfitBytes?: Ratio;
  /** True where a queue grew so long that the run was given up: nothing but counts is measured. */
  abandoned: boolean;
  /** What each station and link did, warm-up included; none where nothing contends (`fast`). */
  stations: readonly StationSummary[];
}

/**
 * What was fetched before anybody asked for it, which store requests and bytes include; only where
 * something prefetches. Wasted is what left the cache, was turned away by it or was left over at the
 * end, and nobody had asked for it.
 */
export interface PrefetchSummary {
  prefetches: number;
  prefetchBytes: Bytes;
  wastedPrefetches: number;
  wastedPrefetchBytes: Bytes;
}

/** The cell with what was fetched ahead, if anything ever is. */
export function withPrefetches(cell: Cell, figures: PrefetchSummary | undefined): Cell {
  if (!figures) return cell;
  return {
    ...cell,
    storeRequests: cell.storeRequests + figures.prefetches,
    storeBytes: cell.storeBytes + figures.prefetchBytes,
    ...figures,
  };
}

/** A station or link over the whole run. NaN for what does not apply. */
export interface StationSummary {
  /** The key of the scenario that describes it, and its number where there are several. */
  name: string;
  /** How long it was watched, from the first arrival to the last byte. */
  seconds: Seconds;
  servers: number;
  arrivals: number;
  /** Time-weighted share of the servers that were busy. */
  utilisation: Ratio;
  meanBusy: number;
  meanQueue: number;
  maxQueue: number;
  meanWaitingSeconds: Seconds;
  meanServiceSeconds: Seconds;
  /** When the queue began to grow without end; NaN where it did not. */
  saturatedSinceSeconds: Seconds;
}

const UNKNOWN = Number.NaN;

/** A cell of which nothing is known. */
export const UNMEASURED: Cell = {
  policy: "",
  capacityBytes: UNKNOWN,
  requests: UNKNOWN,
  hits: UNKNOWN,
  delayedHits: UNKNOWN,
  hitRatio: UNKNOWN,
  byteHitRatio: UNKNOWN,
  bytes: UNKNOWN,
  hitBytes: UNKNOWN,
  meanLatencySeconds: UNKNOWN,
  p50LatencySeconds: UNKNOWN,
  p95LatencySeconds: UNKNOWN,
  p99LatencySeconds: UNKNOWN,
  latencySavingsRate: UNKNOWN,
  meanRequestSavings: UNKNOWN,
  savingsHalfWidth: UNKNOWN,
  storeRequests: UNKNOWN,
  storeBytes: UNKNOWN,
  pulls: UNKNOWN,
  meanPullLatencySeconds: UNKNOWN,
  p50PullLatencySeconds: UNKNOWN,
  p95PullLatencySeconds: UNKNOWN,
  p99PullLatencySeconds: UNKNOWN,
  pullLatencySavingsRate: UNKNOWN,
  admissions: UNKNOWN,
  rejections: UNKNOWN,
  evictions: UNKNOWN,
  abandoned: false,
  stations: [],
};
