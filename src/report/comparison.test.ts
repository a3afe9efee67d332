/** What changed by more than chance, and what by chance. */

import { expect, test } from "vitest";
import { sampleCell, sampleSweep } from "../testing/sweep-document.ts";
import { compareResults, isBeyond } from "./comparison.ts";
import type { ResultDocument } from "./document.ts";

const [sample] = sampleSweep().results;

/** A document of cells that save so much, at 1, 2, … bytes, give or take a half-width. */
function saving(halfWidth: number, ...rates: number[]): ResultDocument[] {
  const cells = rates.map((rate, i) => ({
    ...sampleCell("lru", i + 1, rate),
    savingsHalfWidth: halfWidth,
  }));
  return [{ ...sample!, cells }];
}

test("a change is beyond chance when it exceeds the half-width of the difference", () => {
  // √(0.03² + 0.04²) = 0.05
  const { cells } = compareResults(saving(0.03, 0.2, 0.2, 0.2), saving(0.04, 0.249, 0.251, 0.149));
  expect(cells.map(({ allowance }) => allowance)).toEqual([0.05, 0.05, 0.05]);
  expect(cells.map(isBeyond)).toEqual([false, true, true]);
});

test("without half-widths only the last digits are chance", () => {
  const { cells } = compareResults(
    saving(Number.NaN, 0.2, 0.2),
    saving(Number.NaN, 0.2 + 1e-12, 0.200001),
  );
  expect(cells.map(isBeyond)).toEqual([false, true]);
});

test("a cell that only one result has is named", () => {
  const { cells, onlyBefore, onlyAfter } = compareResults(saving(0, 0.1), saving(0, 0.1, 0.2));
  expect(cells).toHaveLength(1);
  expect(onlyBefore).toEqual([]);
  expect(onlyAfter.map(({ capacityBytes }) => capacityBytes)).toEqual([2]);
});
