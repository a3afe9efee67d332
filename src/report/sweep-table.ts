/** A sweep for people: savings in percent, policies down, capacities across. */

import type { Cell } from "../metrics/cell.ts";
import { formatBytes } from "../units.ts";
import type { ResultDocument } from "./document.ts";
import { inColumns } from "./in-columns.ts";
import { sampleError, sampleHeading } from "./sample-notes.ts";
import type { SweepDocument } from "./sweep-document.ts";
import { boundLegend } from "./table.ts";

/** A block for every trace and scenario. */
export function toSweepTable({ results, replications }: SweepDocument): string {
  const blocks = results.map((result) => {
    const { cells, sample } = result;
    const note = sample === undefined ? "" : `${sampleHeading(sample)}; ${sampleError(cells)}\n`;
    return `${heading(result, replications)}\n${note}\n${savingsGrid(cells)}\n`;
  });
  const bounds = boundLegend(results.flatMap(({ cells }) => cells));
  return `${blocks.join("\n")}\n${LEGEND}\n${bounds}`;
}

const LEGEND = "latency savings in percent: 1 − sum of latencies ÷ the same without a cache";

function heading(
  { trace, scenario, fidelity, seed }: ResultDocument,
  replications: number,
): string {
  const seeds = replications > 1 ? `seeds ${seed} to ${seed + replications - 1}` : `seed ${seed}`;
  const requests = trace.requests.toLocaleString("en-US");
  return `${trace.name}: ${requests} requests, footprint ${formatBytes(trace.footprintBytes)}; ${scenario.name}, ${fidelity}, ${seeds}`;
}

/** Savings in percent, policies down, capacities across. */
export function savingsGrid(cells: readonly Cell[]): string {
  const capacities = [...new Set(cells.map(({ capacityBytes }) => capacityBytes))];
  const rows = [["", ...capacities.map((capacity) => formatBytes(capacity).replace(" ", ""))]];
  for (const policy of new Set(cells.map((cell) => cell.policy))) {
    if (policy === "none") continue;
    const of = (capacity: number): Cell | undefined =>
      cells.find((cell) => cell.policy === policy && cell.capacityBytes === capacity);
    rows.push([policy, ...capacities.map((capacity) => percent(of(capacity)))]);
  }
  return inColumns(`l${"r".repeat(capacities.length)}`, rows);
}

function percent(cell: Cell | undefined): string {
  const rate = cell?.latencySavingsRate ?? Number.NaN;
  return Number.isNaN(rate) ? "–" : (100 * rate).toFixed(1);
}
