/** What each idea of a policy is worth, for people. */

import Table from "cli-table3";
import type { PartWorth, Worth } from "../metrics/ablation.ts";
import { formatBytes, type Ratio } from "../units.ts";
import { BORDERLESS } from "./table.ts";

/** A row for every capacity and idea, in percentage points. */
export function toAblationTable(policy: string, worths: readonly PartWorth[]): string {
  const table = new Table({
    head: ["capacity", "idea", "savings", "alone", "on top", "hits", "alone", "on top"],
    colAligns: ["right", "left", "right", "right", "right", "right", "right", "right"],
    chars: BORDERLESS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  let capacity = Number.NaN;
  for (const { capacityBytes, part, latencySavingsRate, hitRatio } of worths) {
    const again = capacityBytes === capacity;
    capacity = capacityBytes;
    const name = again ? "" : formatBytes(capacityBytes);
    table.push([name, part, ...figures(latencySavingsRate), ...figures(hitRatio)]);
  }
  const rows = table.toString().replace(/ +$/gm, "");
  return `\nwhat each idea of ${policy} is worth, in percentage points\n\n${rows}\n\n${LEGEND}\n`;
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
