/** Two results side by side: which savings differ by more than their confidence allows. */

import type { Cell } from "../metrics/cell.ts";
import type { Ratio } from "../units.ts";
import { type Place, placeKey } from "./changes.ts";
import type { ResultDocument } from "./document.ts";

/** A cell of both results. */
export interface ComparedCell {
  readonly place: Place;
  readonly before: Cell;
  readonly after: Cell;
  /** Savings rate after − before. */
  readonly change: Ratio;
  /** What the change must exceed: the half-width of the difference of two independent means. */
  readonly allowance: Ratio;
}

export interface Comparison {
  /** In the order of the first result. */
  readonly cells: readonly ComparedCell[];
  /** Cells that only one of the two has. */
  readonly onlyBefore: readonly Place[];
  readonly onlyAfter: readonly Place[];
}

/** Where neither result has a half-width, only the last digits of a sum are chance. */
const DIGITS = 1e-9;

/** Matches cells by trace, scenario, fidelity, policy and capacity. */
export function compareResults(
  before: readonly ResultDocument[],
  after: readonly ResultDocument[],
): Comparison {
  const [old, now] = [byPlace(before), byPlace(after)];
  const cells: ComparedCell[] = [];
  for (const [key, { place, cell }] of old) {
    const other = now.get(key)?.cell;
    if (!other) continue;
    const change = other.latencySavingsRate - cell.latencySavingsRate;
    const widths = [cell, other].map(({ savingsHalfWidth }) => savingsHalfWidth || 0);
    const allowance = Math.max(DIGITS, Math.hypot(...widths));
    cells.push({ place, before: cell, after: other, change, allowance });
  }
  const missing = (from: ReturnType<typeof byPlace>, other: ReturnType<typeof byPlace>): Place[] =>
    [...from].filter(([key]) => !other.has(key)).map(([, { place }]) => place);
  return { cells, onlyBefore: missing(old, now), onlyAfter: missing(now, old) };
}

/** Whether a cell changed by more than chance. */
export function isBeyond({ change, allowance }: ComparedCell): boolean {
  return Math.abs(change) > allowance;
}

function byPlace(documents: readonly ResultDocument[]): Map<string, { place: Place; cell: Cell }> {
  const places = new Map<string, { place: Place; cell: Cell }>();
  for (const { trace, scenario, fidelity, cells } of documents) {
    for (const cell of cells) {
      const { policy, capacityBytes } = cell;
      const place = {
        ...{ trace: trace.name, scenario: scenario.name, fidelity, policy, capacityBytes },
      };
      places.set(placeKey(place), { place, cell });
    }
  }
  return places;
}
