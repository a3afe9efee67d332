import { describe, expect, test } from "vitest";
import { stretchOf } from "../streamed-workload.ts";
import { workloadOf } from "../testing/workload.ts";
import { createLatency, type LatencySpec, sizesOf } from "./latency.ts";

const COUNT = 20_000;
/** Every object is 1000 bytes, but for one of ten, which is 5000. */
const workload = workloadOf(
  Array.from({ length: COUNT }, (_, i) => ({
    time: i,
    object: i % 10,
    size: i % 10 === 9 ? 5000 : 1000,
    duration: 1 + (i % 3),
  })),
);
const unlimited = Number.POSITIVE_INFINITY;
const SPECS: Record<string, { spec: LatencySpec; mean: number }> = {
  constant: { spec: { model: "constant", value: 2 }, mean: 2 },
  affine: { spec: { model: "affine", base: 1, bandwidth: 1000 }, mean: 1 + 1.4 },
  lognormal: {
    spec: { model: "lognormal", median: 2, sigma: 0.5, bandwidth: unlimited },
    mean: 2 * Math.exp(0.5 ** 2 / 2),
  },
  exponential: { spec: { model: "exponential", mean: 3, bandwidth: 1000 }, mean: 3 + 1.4 },
  uniform: { spec: { model: "uniform", least: 1, greatest: 3 }, mean: 2 },
  empirical: {
    // 2 s × a factor that is 0 to 2 for the small and 3 for the large.
    spec: {
      model: "empirical",
      base: 2,
      bandwidth: unlimited,
      classes: [
        { upTo: 1000, quantiles: [0, 1, 2] },
        { upTo: 2000, quantiles: [3] },
      ],
    },
    mean: 0.9 * 2 + 0.1 * 6,
  },
  sum: {
    spec: {
      model: "sum",
      of: [
        { model: "exponential", mean: 1, bandwidth: unlimited },
        { model: "exponential", mean: 2, bandwidth: unlimited },
      ],
    },
    mean: 3,
  },
  expression: {
    spec: { model: "expression", expression: "", formula: ["multiply", 2, ["sqrt", "size"]] },
    mean: 2 * (0.9 * Math.sqrt(1000) + 0.1 * Math.sqrt(5000)),
  },
  recorded: { spec: { model: "recorded" }, mean: 2 },
};

function sample(spec: LatencySpec, cuts: readonly number[] = [COUNT], seed = 1): Float64Array {
  const model = createLatency(spec, workload, seed, "test");
  const all = new Float64Array(COUNT);
  const sizes = new Float64Array(COUNT);
  let from = 0;
  for (const to of cuts) {
    const stretch = stretchOf(workload, from, to);
    sizesOf(stretch, workload.sizes, sizes);
    model(stretch, sizes, all.subarray(from));
    from = to;
  }
  return all;
}

describe.each(Object.entries(SPECS))("%s", (_name, { spec, mean }) => {
  test("has the mean that it should have", () => {
    const values = sample(spec);
    const average = values.reduce((sum, value) => sum + value, 0) / COUNT;
    const spread = Math.sqrt(
      values.reduce((sum, value) => sum + (value - average) ** 2, 0) / COUNT,
    );
    // Four standard errors, or rounding where nothing is drawn.
    expect(Math.abs(average - mean)).toBeLessThan((4 * spread) / Math.sqrt(COUNT) + 1e-3);
  });

  test("gives each request the same draw wherever batches are cut", () => {
    expect(sample(spec, [1, 7, 4096, 4097, COUNT])).toEqual(sample(spec));
  });

  test("is never negative", () => {
    expect(sample(spec).every((value) => value >= 0)).toBe(true);
  });
});

test("the parts of a sum are independent of each other", () => {
  const { spec } = SPECS.sum!;
  const values = sample(spec);
  const mean = values.reduce((sum, value) => sum + value, 0) / COUNT;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / COUNT;
  // Exponentials of 1 and 2: 1 + 4; the same draws in both would give 9.
  expect(variance).toBeCloseTo(5, 0);
});
