/** What moved between two results: cells side by side, figure by figure. */

import type { Cell } from "../metrics/cell.ts";
import type { Bytes } from "../units.ts";

/** A place in a grid of results. */
export interface Place {
  readonly trace: string;
  readonly scenario: string;
  readonly fidelity: string;
  readonly policy: string;
  readonly capacityBytes: Bytes;
}

/** A text that is the same for the same place only. */
export function placeKey(place: Place): string {
  const { trace, scenario, fidelity, policy, capacityBytes } = place;
  return [trace, scenario, fidelity, policy, capacityBytes].join("\0");
}

/** A figure of a cell that is not what it was. */
export interface Change {
  readonly figure: string;
  readonly was: number;
  readonly is: number;
}

/** A cell without what its stations did. */
export type KeptCell = Omit<Cell, "stations">;

/** A cell that moved, or, where `is` is missing, one that could not be had. */
export interface MovedCell {
  readonly place: Place;
  readonly was: KeptCell;
  readonly is: KeptCell | undefined;
  readonly changes: readonly Change[];
}

/** Seconds and ratios may differ by so much of themselves: the last digits of a sum. */
const RELATIVE = 1e-9;

/** The figures of two cells that differ: counts at all, what is no whole number by more than 1e-9. */
export function changesOf(was: KeptCell, is: KeptCell): Change[] {
  const now = is as unknown as Record<string, unknown>;
  const changes: Change[] = [];
  for (const [figure, before] of Object.entries(was)) {
    // What was not measured may be left out.
    const after = now[figure] ?? Number.NaN;
    if (typeof before !== "number" || typeof after !== "number") continue;
    if (!same(before, after)) changes.push({ figure, was: before, is: after });
  }
  return changes;
}

function same(was: number, is: number): boolean {
  if (Object.is(was, is) || (Number.isInteger(was) && was === is)) return true;
  if (Number.isInteger(was) && Number.isInteger(is)) return false;
  return Math.abs(is - was) <= RELATIVE * Math.max(Math.abs(was), Math.abs(is));
}
