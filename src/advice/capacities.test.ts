import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { capacitiesUpTo } from "./capacities.ts";

test("1, 2, 5 and so on up to the footprint, rounded up", () => {
  expect(capacitiesUpTo(18_412_345_678)).toEqual([
    20e6, 50e6, 100e6, 200e6, 500e6, 1e9, 2e9, 5e9, 10e9, 18.5e9,
  ]);
  expect(capacitiesUpTo(1e9)).toEqual([1e6, 2e6, 5e6, 10e6, 20e6, 50e6, 100e6, 200e6, 500e6, 1e9]);
});

test("so small a footprint that there is little to choose from", () => {
  expect(capacitiesUpTo(1)).toEqual([1]);
  expect(capacitiesUpTo(7)).toEqual([1, 2, 5, 7]);
});

property.prop([fc.integer({ min: 1, max: 1e15 })])(
  "ascending whole bytes, few of them, and everything has room in the last",
  (footprint) => {
    const capacities = capacitiesUpTo(footprint);
    expect(capacities.length).toBeLessThanOrEqual(11);
    expect(capacities.every(Number.isInteger)).toBe(true);
    expect(capacities).toEqual([...new Set(capacities)].sort((a, b) => a - b));
    expect(capacities.at(-1)).toBeGreaterThanOrEqual(footprint);
    expect(capacities.at(-1)).toBeLessThanOrEqual(Math.ceil(1.01 * footprint));
    expect(capacities[0]).toBeGreaterThanOrEqual(1);
  },
);
