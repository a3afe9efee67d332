import { expect, test } from "vitest";
import { halfWidth, tQuantile } from "./confidence.ts";

// Printed tables of Student's t, two-sided 95 % and 99 %.
test.each([
  [0.975, 1, 12.706],
  [0.975, 2, 4.303],
  [0.975, 9, 2.262],
  [0.975, 19, 2.093],
  [0.975, 120, 1.98],
  [0.995, 9, 3.25],
])(
  "gives the printed quantile of Student's t: %f, %i degrees of freedom",
  (p, freedom, printed) => {
    expect(tQuantile(p, freedom)).toBeCloseTo(printed, 3);
  },
);

test("gives the half-width of a mean worked by hand", () => {
  // 1, 2, 3, 4: mean 2.5, variance 5/3, standard error √(5/12); t(0.975, 3) = 3.182.
  expect(halfWidth([1, 2, 3, 4])).toBeCloseTo(3.182 * Math.sqrt(5 / 12), 3);
});

test("says nothing of a single value", () => {
  expect(halfWidth([1])).toBeNaN();
  expect(halfWidth([])).toBeNaN();
});

test("is zero where all values are the same", () => {
  expect(halfWidth([2, 2, 2])).toBe(0);
});
