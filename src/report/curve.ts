/** A result as curves: one point for every policy and capacity of a trace. */

import type { Bytes } from "../units.ts";
import type { ResultDocument } from "./document.ts";

/** Figures of a cell that a curve can show, by their name in the document. */
export type Metric =
  | "latencySavingsRate"
  | "hitRatio"
  | "byteHitRatio"
  | "meanLatencySeconds"
  | "p99LatencySeconds"
  | "meanPullLatencySeconds"
  | "pullLatencySavingsRate"
  | "storeBytes";

type Metrics = Readonly<Record<Metric, number>>;

/** One point of a curve. */
export interface Point {
  readonly trace: string;
  readonly policy: string;
  readonly capacityBytes: Bytes;
  readonly metrics: Metrics;
  /** Half-width of the confidence interval of the savings rate; 0 where it is not known. */
  readonly halfWidth: number;
}

const METRICS: readonly Metric[] = [
  "latencySavingsRate",
  "hitRatio",
  "byteHitRatio",
  "meanLatencySeconds",
  "p99LatencySeconds",
  "meanPullLatencySeconds",
  "pullLatencySavingsRate",
  "storeBytes",
];

/**
 * The points of one scenario's results, in order of trace, policy and capacity. The reference, whose
 * savings are 0 by definition, is left out, and so are cells of which nothing was measured.
 */
export function pointsOf(results: readonly ResultDocument[]): Point[] {
  return results.flatMap(({ trace, cells }) =>
    cells
      .filter((cell) => cell.policy !== "none" && !Number.isNaN(cell.latencySavingsRate))
      .map((cell) => ({
        trace: trace.name,
        policy: cell.policy,
        capacityBytes: cell.capacityBytes,
        metrics: Object.fromEntries(METRICS.map((metric) => [metric, cell[metric]])) as Metrics,
        halfWidth: cell.savingsHalfWidth || 0,
      })),
  );
}
