/** Confidence intervals. */

import jStat from "jstat";
import type { Ratio } from "../units.ts";

/** The value that Student's t with so many degrees of freedom stays below with that probability. */
export function tQuantile(probability: Ratio, degreesOfFreedom: number): number {
  return jStat.studentt.inv(probability, degreesOfFreedom);
}

/**
 * Half-width of the Student-t confidence interval for the mean of independent values.
 *
 * NaN for fewer than two values.
 * Source: Law, Simulation Modeling and Analysis, fixed-sample-size procedure.
 */
export function halfWidth(values: readonly number[], level: Ratio = 0.95): number {
  const n = values.length;
  if (n < 2) return Number.NaN;
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return tQuantile((1 + level) / 2, n - 1) * Math.sqrt(squares / (n - 1) / n);
}

/** NaN for none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
