/** Which stations could not keep up, as lines for people. */

import type { Cell } from "../metrics/cell.ts";
import { formatBytes, formatSeconds } from "../units.ts";

/** Cells named in a line; the others are counted. */
const NAMED = 3;

/** A line for each station whose queue grew without end in some cell, and one for runs given up. */
export function saturationNotes(cells: readonly Cell[]): string[] {
  const told = cells.filter(
    (cell, i) => cell.policy !== "none" || cells.findIndex((one) => one.policy === "none") === i,
  );
  const saturated = new Map<string, string[]>();
  for (const cell of told) {
    for (const { name, saturatedSinceSeconds } of cell.stations) {
      if (Number.isNaN(saturatedSinceSeconds)) continue;
      const places = saturated.get(name) ?? [];
      places.push(`${nameOf(cell)} from ${formatSeconds(saturatedSinceSeconds)} on`);
      saturated.set(name, places);
    }
  }
  const notes = [...saturated].map(
    ([name, places]) => `${name} cannot keep up, its queue grows without end: ${some(places)}`,
  );
  const abandoned = told.filter((cell) => cell.abandoned).map(nameOf);
  if (abandoned.length > 0) {
    notes.push(`given up because a queue grew beyond all bounds: ${some(abandoned)}`);
  }
  return notes;
}

function nameOf({ policy, capacityBytes }: Cell): string {
  return policy === "none" ? policy : `${policy} at ${formatBytes(capacityBytes)}`;
}

function some(places: readonly string[]): string {
  const more = places.length - NAMED;
  const named = places.slice(0, NAMED).join(", ");
  return more > 0 ? `${named}, and ${more} more` : named;
}
