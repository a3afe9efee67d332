/** Several replications of the same cells, with other seeds, as one. */

import type { Cell, StationSummary } from "./cell.ts";
import { halfWidth, meanOf } from "./confidence.ts";

/**
 * The cells whose every figure is the mean over the replications, and whose half-width is that of
 * the mean savings rate. One replication stays as it is. Each must hold the same cells in the same
 * order.
 */
export function combine(replications: readonly (readonly Cell[])[]): Cell[] {
  const [first = []] = replications;
  if (replications.length <= 1) return [...first];
  return first.map((cell, i) => {
    const same = replications.map((cells) => cells[i]!);
    return {
      ...cell,
      ...means(same),
      savingsHalfWidth: halfWidth(same.map(({ latencySavingsRate }) => latencySavingsRate)),
      abandoned: same.some(({ abandoned }) => abandoned),
      stations: stations(same),
    };
  });
}

function stations(cells: readonly Cell[]): StationSummary[] {
  const all = cells.flatMap((cell) => cell.stations);
  const names = [...new Set(all.map(({ name }) => name))];
  return names.map((name) => {
    const same = all.filter((station) => station.name === name);
    const since = same.map((station) => station.saturatedSinceSeconds);
    return {
      ...same[0]!,
      ...means(same),
      // Of those replications in which it was.
      saturatedSinceSeconds: meanOf(since.filter((time) => !Number.isNaN(time))),
    };
  });
}

/** The mean of each figure that is a number. */
function means<T extends object>(same: readonly T[]): Partial<T> {
  const figures = Object.entries(same[0]!).filter(([, value]) => typeof value === "number");
  return Object.fromEntries(
    figures.map(([key]) => [key, meanOf(same.map((one) => one[key as keyof T] as number))]),
  ) as Partial<T>;
}
