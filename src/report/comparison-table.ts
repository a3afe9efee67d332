/** Compared cells for people: both savings rates with their half-widths, and the change in points. */

import { formatBytes, type Ratio } from "../units.ts";
import { type ComparedCell, isBeyond } from "./comparison.ts";
import { inColumns } from "./in-columns.ts";

/** A row a cell; a star marks what changed beyond the confidence interval. */
export function toComparisonTable(cells: readonly ComparedCell[]): string {
  const rows = [["trace", "scenario", "policy", "capacity", "before", "after", "points", ""]];
  for (const cell of cells) {
    const { trace, scenario, policy, capacityBytes } = cell.place;
    rows.push([
      ...[trace, scenario, policy, formatBytes(capacityBytes)],
      savings(cell.before.latencySavingsRate, cell.before.savingsHalfWidth),
      savings(cell.after.latencySavingsRate, cell.after.savingsHalfWidth),
      `${cell.change > 0 ? "+" : ""}${(100 * cell.change).toFixed(2)}`.replace("-", "−"),
      isBeyond(cell) ? "*" : "",
    ]);
  }
  return `${inColumns("lllrrrrl", rows)}\n`;
}

function savings(rate: Ratio, halfWidth: Ratio): string {
  const spread = Number.isNaN(halfWidth) ? "" : ` ± ${(100 * halfWidth).toFixed(2)}`;
  return `${(100 * rate).toFixed(2)}${spread} %`;
}
