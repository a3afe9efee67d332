/** What is to be said of a result that comes from a sample, as lines for people. */

import type { Cell } from "../metrics/cell.ts";
import { formatBytes, type Ratio } from "../units.ts";
import type { ResultDocument } from "./document.ts";

/** Capacities named in a line; the others are counted. */
const NAMED = 3;

export function sampleHeading(sample: Ratio): string {
  return `estimated from a sample of ${percent(sample)} of the objects`;
}

/** How far off the savings are that are furthest off. */
export function sampleError(cells: readonly Cell[]): string {
  const most = cells.reduce((sum, { savingsHalfWidth }) => Math.max(sum, savingsHalfWidth || 0), 0);
  return `savings ± ${(100 * most).toFixed(1)} points at most (95 %)`;
}

/** A line where objects fit the cache and not the sample's: what is estimated there is not to be trusted. */
export function misfitNotes({ trace, cells, sample }: ResultDocument): string[] {
  if (sample === undefined) return [];
  const places = new Map<number, string>();
  for (const { capacityBytes, misfitRequests = 0, misfitBytes = 0 } of cells) {
    if (misfitRequests === 0) continue;
    const shares = `${percent(misfitRequests)} of requests, ${percent(misfitBytes)} of bytes`;
    places.set(capacityBytes, `${formatBytes(capacityBytes)} (${shares})`);
  }
  if (places.size === 0) return [];
  const [smallest] = places.keys();
  const more = places.size - NAMED;
  const named = [...places.values()].slice(0, NAMED).join(", ");
  return [
    `${trace.name}: a sample's cache is scaled down: at ${formatBytes(smallest!)} it holds ${formatBytes(smallest! * sample)}. ` +
      `Too small for objects that fit the real one, at ${named}${more > 0 ? ` and ${more} more` : ""}; ` +
      "do not trust what is estimated where these shares are large: take a greater --sample",
  ];
}

function percent(ratio: Ratio): string {
  return `${Number((100 * ratio).toPrecision(2))} %`;
}
