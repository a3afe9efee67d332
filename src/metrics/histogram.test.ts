import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { Histogram } from "./histogram.ts";

const latency = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test.prop([fc.array(latency, { minLength: 1, maxLength: 200 }), share])(
  "a quantile is within 0.1 % of the value that has its rank",
  (values, q) => {
    const histogram = new Histogram();
    for (const value of values) histogram.add(value);
    const exact = values.sort((a, b) => a - b)[Math.max(1, Math.ceil(q * values.length)) - 1]!;
    expect(Math.abs(histogram.quantile(q) / exact - 1)).toBeLessThanOrEqual(0.001);
  },
);

test("equal values are given back as they are, zero among them", () => {
  for (const value of [0, 1, 5.6634]) {
    const histogram = new Histogram();
    for (let i = 0; i < 3; i++) histogram.add(value);
    expect(histogram.quantile(0.5)).toBe(value);
  }
});

test("nothing counted has no quantile", () => {
  expect(new Histogram().quantile(0.5)).toBeNaN();
});
