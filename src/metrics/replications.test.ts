import { expect, test } from "vitest";
import type { Cell } from "./cell.ts";
import { halfWidth } from "./confidence.ts";
import { combine } from "./replications.ts";

function cell(latencySavingsRate: number, more: Partial<Cell> = {}): Cell {
  return {
    policy: "lru",
    capacityBytes: 1,
    latencySavingsRate,
    meanLatencySeconds: 1 - latencySavingsRate,
    savingsHalfWidth: 0.5,
    abandoned: false,
    stations: [],
    ...more,
  } as Cell;
}

test("leaves a single replication as it is", () => {
  expect(combine([[cell(0.2)]])).toEqual([cell(0.2)]);
});

test("averages every figure, and says how sure the mean savings rate is", () => {
  const [combined] = combine([0.1, 0.2, 0.6].map((rate) => [cell(rate)]));
  expect(combined!.latencySavingsRate).toBeCloseTo(0.3, 12);
  expect(combined!.meanLatencySeconds).toBeCloseTo(0.7, 12);
  expect(combined!.savingsHalfWidth).toBe(halfWidth([0.1, 0.2, 0.6]));
});

test("averages stations by name, and the moment of saturation where there was one", () => {
  const station = (saturatedSinceSeconds: number, maxQueue: number) =>
    cell(0, { stations: [{ name: "objectStore", maxQueue, saturatedSinceSeconds } as never] });
  const [combined] = combine([[station(Number.NaN, 2)], [station(7, 4)]]);
  expect(combined!.stations).toEqual([
    { name: "objectStore", maxQueue: 3, saturatedSinceSeconds: 7 },
  ]);
});
