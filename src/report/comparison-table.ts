/** Compared cells for people: both savings rates with their half-widths, and the change in points. */

import Table from "cli-table3";
import { formatBytes, type Ratio } from "../units.ts";
import { type ComparedCell, isBeyond } from "./comparison.ts";
import { BORDERLESS } from "./table.ts";

/** A row a cell; a star marks what changed beyond the confidence interval. */
export function toComparisonTable(cells: readonly ComparedCell[]): string {
  const table = new Table({
    head: ["trace", "scenario", "policy", "capacity", "before", "after", "points", ""],
    colAligns: ["left", "left", "left", "right", "right", "right", "right", "left"],
    chars: BORDERLESS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  for (const cell of cells) {
    const { trace, scenario, policy, capacityBytes } = cell.place;
    table.push([
      ...[trace, scenario, policy, formatBytes(capacityBytes)],
      savings(cell.before.latencySavingsRate, cell.before.savingsHalfWidth),
      savings(cell.after.latencySavingsRate, cell.after.savingsHalfWidth),
      `${cell.change > 0 ? "+" : ""}${(100 * cell.change).toFixed(2)}`.replace("-", "−"),
      isBeyond(cell) ? "*" : "",
    ]);
  }
  return `${table.toString().replace(/ +$/gm, "")}\n`;
}

function savings(rate: Ratio, halfWidth: Ratio): string {
  const spread = Number.isNaN(halfWidth) ? "" : ` ± ${(100 * halfWidth).toFixed(2)}`;
  return `${(100 * rate).toFixed(2)}${spread} %`;
}
