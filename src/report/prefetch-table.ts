/** What was fetched before anybody asked for it, and how much of that for nothing, for people. */

import type { Cell } from "../metrics/cell.ts";
import { formatBytes } from "../units.ts";
import { inColumns } from "./in-columns.ts";
import { percent } from "./table.ts";

/** A row for each cell of a policy that prefetches; empty where none does. */
export function toPrefetchTable(cells: readonly Cell[]): string {
  const rows = [["fetched ahead", "capacity", "objects", "bytes", "of all", "wasted"]];
  let policy = "";
  for (const cell of cells) {
    const { prefetches, prefetchBytes, wastedPrefetchBytes } = cell;
    if (prefetches === undefined) continue;
    rows.push([
      cell.policy === policy ? "" : cell.policy,
      formatBytes(cell.capacityBytes),
      prefetches.toLocaleString("en-US"),
      formatBytes(prefetchBytes!),
      percent(prefetchBytes! / cell.storeBytes),
      percent(wastedPrefetchBytes! / prefetchBytes!),
    ]);
    policy = cell.policy;
  }
  if (policy === "") return "";
  return `\n${inColumns("lrrrrr", rows)}\n\n${LEGEND}\n`;
}

const LEGEND =
  "of all: share of the bytes fetched from the object store; wasted: share of the\n" +
  "bytes fetched ahead that went, or were left over, before anybody asked for them";
