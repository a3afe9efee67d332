/** Moved cells for people: which trace, policy and capacity, was, is, and the change in points. */

import { formatBytes, type Ratio } from "../units.ts";
import type { MovedCell } from "./changes.ts";
import { inColumns } from "./in-columns.ts";

/** Names of figures, shorter than in the document. */
const SHORT: Readonly<Record<string, string>> = {
  meanLatencySeconds: "mean",
  p50LatencySeconds: "p50",
  p95LatencySeconds: "p95",
  p99LatencySeconds: "p99",
  meanRequestSavings: "request savings",
  savingsHalfWidth: "half-width",
};
/** As many figures are named in a row. */
const SHOWN = 2;
/** Follow from what the table shows. */
const IMPLIED = new Set(["latencySavingsRate", "hits", "hitRatio", "byteHitRatio", "hitBytes"]);

/** A row a cell, in the order given. */
export function toChangesTable(cells: readonly MovedCell[]): string {
  const head = [
    "trace",
    "run",
    "policy",
    "capacity",
    "savings was",
    "is",
    "points",
    "hits",
    "also",
  ];
  return `${inColumns("lllrrrrrl", [head, ...cells.map(row)])}\n`;
}

/** One moved cell in one line: `dal09, r-cache, 500 MB, full: savings 31.90 % → 30.10 %, −1.80 points`. */
export function toLine({ place, was, is, changes }: MovedCell): string {
  const where = `${place.trace}, ${place.scenario}, ${place.fidelity}, ${place.policy}, ${formatBytes(place.capacityBytes)}`;
  if (!is) return `${where}: is no longer there`;
  const from = was.latencySavingsRate;
  const to = is.latencySavingsRate;
  const others = changes.map(
    ({ figure, was: before, is: after }) => `${figure} ${before} → ${after}`,
  );
  return `${where}: savings ${percent(from)} → ${percent(to)}, ${points(from, to)} points; ${others.join(", ")}`;
}

function row({ place, was, is, changes }: MovedCell): string[] {
  const { trace, scenario, fidelity, policy, capacityBytes } = place;
  const at = [trace, `${scenario}, ${fidelity}`, policy, formatBytes(capacityBytes)];
  if (!is) return [...at, percent(was.latencySavingsRate), "gone", "", "", ""];
  const others = changes.map(({ figure }) => figure).filter((figure) => !IMPLIED.has(figure));
  return [
    ...at,
    percent(was.latencySavingsRate),
    percent(is.latencySavingsRate),
    points(was.latencySavingsRate, is.latencySavingsRate),
    signed(is.hits - was.hits),
    [
      ...others.slice(0, SHOWN).map((figure) => SHORT[figure] ?? figure),
      ...(others.length > SHOWN ? [`${others.length - SHOWN} more`] : []),
    ].join(", "),
  ];
}

function percent(ratio: Ratio): string {
  return Number.isNaN(ratio) ? "–" : `${(100 * ratio).toFixed(2)} %`;
}

function points(was: Ratio, is: Ratio): string {
  const change = 100 * (is - was);
  if (Number.isNaN(change)) return "–";
  // A change too small to show is still a change.
  const digits = Math.abs(change) >= 0.005 || change === 0 ? 2 : 9;
  return `${change > 0 ? "+" : ""}${change.toFixed(digits)}`.replace("-", "−");
}

function signed(change: number): string {
  return `${change > 0 ? "+" : ""}${change.toLocaleString("en-US")}`.replace("-", "−");
}
