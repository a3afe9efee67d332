/** A result as curves: one point for every policy and capacity of a trace, over its seeds. */

import type { Cell } from "../metrics/cell.ts";
import type { Bytes } from "../units.ts";
import type { ResultDocument } from "./document.ts";

/** Figures of a cell that a curve can show, by their name in the document. */
export type Metric =
  | "latencySavingsRate"
  | "hitRatio"
  | "byteHitRatio"
  | "meanLatencySeconds"
  | "p99LatencySeconds"
  | "storeBytes";

/** One point of a curve: the mean over the seeds. */
export interface Point {
  readonly trace: string;
  readonly policy: string;
  readonly capacityBytes: Bytes;
  readonly metrics: Readonly<Record<Metric, number>>;
  /** Half-width of the confidence interval of the savings rate; 0 where it is not known. */
  readonly halfWidth: number;
}

export const METRICS: readonly Metric[] = [
  "latencySavingsRate",
  "hitRatio",
  "byteHitRatio",
  "meanLatencySeconds",
  "p99LatencySeconds",
  "storeBytes",
];

/**
 * The points of one scenario's results, in order of trace, policy and capacity. The reference, whose
 * savings are 0 by definition, is left out.
 */
export function pointsOf(results: readonly ResultDocument[]): Point[] {
  const places = new Map<string, { trace: string; cells: Cell[] }>();
  for (const { trace, cells } of results) {
    for (const cell of cells) {
      if (cell.policy === "none") continue;
      const key = JSON.stringify([trace.name, cell.policy, cell.capacityBytes]);
      const place = places.get(key);
      if (place) place.cells.push(cell);
      else places.set(key, { trace: trace.name, cells: [cell] });
    }
  }
  return [...places.values()].map(({ trace, cells }) => {
    const { policy, capacityBytes } = cells[0]!;
    const means = METRICS.map((metric) => [metric, mean(cells.map((cell) => cell[metric]))]);
    return {
      trace,
      policy,
      capacityBytes,
      metrics: Object.fromEntries(means) as Record<Metric, number>,
      halfWidth: mean(cells.map(({ savingsHalfWidth }) => savingsHalfWidth)) || 0,
    };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
