import { expect, test } from "vitest";
import type { Cell } from "./cell.ts";
import { latencyShares, spreadOf } from "./sample-spread.ts";

const sizes = Float64Array.of(3, 1);
const population = { sizes, requests: Float64Array.of(4, 1) };

test("an object's share of all latency comes from a line through what groups measured", () => {
  // Latency 1 + 2 × size: groups of 2 requests and 10 bytes take 22, of 3 requests and 4 bytes 11.
  const groups = [
    { requests: 2, bytes: 10, meanLatencySeconds: 5.5, latencySavingsRate: 0.5 },
    { requests: 3, bytes: 4, meanLatencySeconds: 11 / 3, latencySavingsRate: 0 },
  ] as Cell[];
  // 4 × 7 s and 1 × 3 s.
  const [first, second] = latencyShares(population, groups);
  expect(first).toBeCloseTo(28 / 31, 12);
  expect(second).toBeCloseTo(3 / 31, 12);
});

test("groups that cannot tell size from number give every request the same", () => {
  const group = { requests: 2, bytes: 10, meanLatencySeconds: 1, latencySavingsRate: 0 } as Cell;
  expect([...latencyShares(population, [group, group])]).toEqual([0.8, 0.2]);
});

test("the spread is that of objects that each save what is furthest from the rate", () => {
  // The first may save 0 to 3/4 of its latency, the second nothing: both are at most 1/2 off the rate.
  const shares = Float64Array.of(0.8, 0.2);
  const spread = spreadOf(population, shares, { rate: 0.9, capacity: 10, savings: 0.5 });
  expect(spread).toBeCloseTo(1.96 * Math.sqrt(((0.4 ** 2 + 0.1 ** 2) * 0.1) / 0.9), 12);
  // At a rate of 0.1 the first is 0.65 off if it hits, and the second 0.1; in a sample of all nothing is.
  const low = spreadOf(population, shares, { rate: 0.9, capacity: 10, savings: 0.1 });
  expect(low).toBeCloseTo(1.96 * Math.sqrt((((0.8 * 0.65) ** 2 + 0.02 ** 2) * 0.1) / 0.9), 12);
  expect(spreadOf(population, shares, { rate: 1, capacity: 10, savings: 0.5 })).toBe(0);
});

test("no savings rate is further off than it can be", () => {
  const shares = Float64Array.of(0.8, 0.2);
  expect(spreadOf(population, shares, { rate: 0.01, capacity: 10, savings: 0.3 })).toBe(0.7);
});
