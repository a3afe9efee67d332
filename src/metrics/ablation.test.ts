import { expect, test } from "vitest";
import { worthOfParts } from "./ablation.ts";
import type { Cell } from "./cell.ts";

test("a part is worth what it adds alone, on average, and on top of all others", () => {
  // Two parts a and b: none 0.10, a 0.14, b 0.20, both 0.30. a adds 0.04 alone and 0.10 on top.
  const names = ["none", "a", "b", "both"];
  const savings = [0.1, 0.14, 0.2, 0.3];
  const cells = names.map(
    (policy, i) =>
      ({ policy, capacityBytes: 5, latencySavingsRate: savings[i], hitRatio: 0.5 }) as Cell,
  );
  const [a, b] = worthOfParts(["a", "b"], names, cells);
  expect(a).toMatchObject({ capacityBytes: 5, part: "a" });
  expect(a!.latencySavingsRate.alone).toBeCloseTo(0.04, 12);
  expect(a!.latencySavingsRate.average).toBeCloseTo(0.07, 12);
  expect(a!.latencySavingsRate.onTop).toBeCloseTo(0.1, 12);
  expect(b!.latencySavingsRate.alone).toBeCloseTo(0.1, 12);
  expect(b!.latencySavingsRate.onTop).toBeCloseTo(0.16, 12);
  expect(a!.hitRatio).toEqual({ alone: 0, average: 0, onTop: 0 });
});
