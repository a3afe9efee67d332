/** What each idea of a policy is worth, for people. */

import type { PartWorth, Worth } from "../metrics/ablation.ts";
import { formatBytes, type Ratio } from "../units.ts";
import { inColumns } from "./in-columns.ts";

/** A row for every capacity and idea, in percentage points. */
export function toAblationTable(policy: string, worths: readonly PartWorth[]): string {
  const rows = [["capacity", "idea", "savings", "alone", "on top", "hits", "alone", "on top"]];
  let capacity = Number.NaN;
  for (const { capacityBytes, part, latencySavingsRate, hitRatio } of worths) {
    const again = capacityBytes === capacity;
    capacity = capacityBytes;
    const name = again ? "" : formatBytes(capacityBytes);
    rows.push([name, part, ...figures(latencySavingsRate), ...figures(hitRatio)]);
  }
  const table = inColumns("rlrrrrrr", rows);
  return `\nwhat each idea of ${policy} is worth, in percentage points\n\n${table}\n\n${LEGEND}\n`;
}

const LEGEND =
  "savings, hits: on average over all combinations of the other ideas; alone: against lru, that is\n" +
  "with no other idea; on top: against all ideas but this one";

function figures({ average, alone, onTop }: Worth): string[] {
  return [average, alone, onTop].map(points);
}

function points(gain: Ratio): string {
  if (Number.isNaN(gain)) return "–";
  const text = (100 * gain).toFixed(2);
  return text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`;
}
