/** The result document for people: at most 80 columns wide. */

import type { Cell } from "../metrics/cell.ts";
import { formatBytes, formatSeconds, type Ratio, type Seconds } from "../units.ts";
import type { ResultDocument } from "./document.ts";
import { inColumns } from "./in-columns.ts";
import { countedReasons, plural } from "./quantity-words.ts";
import { sampleHeading } from "./sample-notes.ts";
import { saturationNotes } from "./saturation.ts";

/** What was read, and a row for every policy and capacity; the reference, which has none, once. */
export function toTable(document: ResultDocument): string {
  const { trace, cells } = document;
  const skipped = countedReasons(trace.skipped);
  const heading = [
    `${trace.name}: ${plural(trace.requests, "request")} for ${plural(trace.objects, "object")}, footprint ${formatBytes(trace.footprintBytes)}`,
    `${plural(trace.records, "record")} read${skipped && `; skipped: ${skipped}`}`,
    `scenario ${document.scenario.name}, fidelity ${document.fidelity}, seed ${document.seed}`,
    ...(document.sample === undefined ? [] : [`${sampleHeading(document.sample)}; ± 95 %`]),
  ];
  const rows = [["policy", "capacity", "hits", "bytes", "mean", "p99", "savings"]];
  let policy = "";
  for (const cell of cells) {
    const again = cell.policy === policy;
    policy = cell.policy;
    if (policy === "none" && again) continue;
    rows.push([
      again ? "" : policy,
      policy === "none" ? "" : formatBytes(cell.capacityBytes),
      ...figures(cell),
    ]);
  }
  const bounds = boundLegend(cells);
  const notes = saturationNotes(cells).map((note) => `\n${note}\n`);
  return `${heading.join("\n")}\n\n${inColumns("lrrrrrr", rows)}\n\n${LEGEND}\n${bounds}${notes.join("")}`;
}

const LEGEND =
  "hits, bytes: share of requests and bytes served from memory; mean, p99: latency;\n" +
  "savings: 1 − sum of latencies ÷ sum of latencies without a cache";

/** What the bounds among the cells are, as a line; nothing where there are none. */
export function boundLegend(cells: readonly Cell[]): string {
  if (!cells.some(({ policy }) => policy === "pfoo-u")) return "";
  return "pfoo-u: what no policy can exceed that fetches objects when they are asked for\n";
}

function figures(cell: Cell): string[] {
  return [
    percent(cell.hitRatio, cell.hitRatioHalfWidth),
    percent(cell.byteHitRatio),
    seconds(cell.meanLatencySeconds),
    seconds(cell.p99LatencySeconds),
    // Whether its error is known is what tells a cell of a sample from others.
    percent(cell.latencySavingsRate, cell.hitRatioHalfWidth && cell.savingsHalfWidth),
  ];
}

/** A share in percent, with how far off it may be; a dash where there is none. */
export function percent(ratio: Ratio, halfWidth?: Ratio): string {
  if (Number.isNaN(ratio)) return "–";
  const off = halfWidth === undefined ? "" : ` ± ${(100 * halfWidth).toFixed(1)}`;
  return `${(100 * ratio).toFixed(1)}${off} %`;
}

function seconds(value: Seconds): string {
  return Number.isNaN(value) ? "–" : formatSeconds(value);
}
