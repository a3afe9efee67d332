import { expect, test } from "vitest";
import { stream } from "./stream.ts";
import { zipf } from "./zipf.ts";

test("draws each rank as often as its weight says", () => {
  const draw = zipf(5, 1, stream(1, "zipf"));
  const drawn = new Float64Array(5);
  const n = 200_000;
  for (let i = 0; i < n; i++) drawn[draw()]!++;
  const total = 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5;
  for (let rank = 0; rank < 5; rank++) {
    const share = 1 / (rank + 1) / total;
    // Four standard deviations.
    const room = 4 * Math.sqrt((share * (1 - share)) / n);
    expect(Math.abs(drawn[rank]! / n - share)).toBeLessThan(room);
  }
});

test("has only the first rank when there is one", () => {
  expect(zipf(1, 0.8, stream(1, "zipf"))()).toBe(0);
});
