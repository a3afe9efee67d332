import { expect, test } from "vitest";
import { DurationCounter } from "./durations.ts";

test("finds the line through durations that lie on one, whatever the sizes", () => {
  const counter = new DurationCounter();
  for (const size of [32, 1e3, 5e5, 2e6, 9e7, 4e9]) counter.add(size, 0.94 + size / 2.28e6);
  const { overheadSeconds, bandwidth, bySize } = counter.finish();
  expect(overheadSeconds).toBeCloseTo(0.94, 6);
  expect(bandwidth / 2.28e6).toBeCloseTo(1, 9);
  expect(bySize.map(({ count }) => count)).toEqual([1, 0, 1, 0, 1, 1, 0, 1, 0, 1]);
});

test("has no line through one size", () => {
  const counter = new DurationCounter();
  counter.add(100, 1);
  counter.add(100, 3);
  const { overheadSeconds, bandwidth, meanSeconds } = counter.finish();
  expect([overheadSeconds, bandwidth, meanSeconds]).toEqual([Number.NaN, Number.NaN, 2]);
});
