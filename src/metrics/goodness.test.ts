import { expect, test } from "vitest";
import { ksDistance } from "./goodness.ts";

test("is 0 for the same sample, whatever its length", () => {
  expect(ksDistance([1, 2, 3], [1, 1, 2, 2, 3, 3])).toBe(0);
});

test("is 1 for samples that do not overlap", () => {
  expect(ksDistance([1, 2], [3, 4])).toBe(1);
});

test("is the greatest difference of the distribution functions", () => {
  // At 2: 2/4 of the one, none of the other; at 3: 3/4 against 1/2.
  expect(ksDistance([1, 2, 3, 4], [3, 4])).toBe(0.5);
});

test("is not known where one is empty", () => {
  expect(ksDistance([], [1])).toBeNaN();
});
