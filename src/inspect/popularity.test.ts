import { expect, test } from "vitest";
import { popularity, zipfExponent } from "./popularity.ts";

test("counts what the top takes and what is asked for once", () => {
  // 100 objects: one asked for 101 times, nine 11 times, ten twice, eighty once; 301 requests.
  const counts = [101, ...Array(9).fill(11), ...Array(10).fill(2), ...Array(80).fill(1), 0, 0];
  expect(popularity(Uint32Array.from(counts))).toMatchObject({
    objects: 100,
    topHundredth: 101 / 300,
    topTenth: 200 / 300,
    oneTimers: 0.8,
    twoTimers: 0.1,
    tenTimers: 0.1,
  });
});

test.each([0.66, 0.88, 1.18])("finds the exponent %f of a Zipf distribution", (exponent) => {
  const counts = Uint32Array.from({ length: 2000 }, (_, i) =>
    Math.round(1e8 * (i + 1) ** -exponent),
  );
  expect(zipfExponent(counts)).toBeCloseTo(exponent, 3);
});

test("has no exponent for a single object", () => {
  expect(zipfExponent(Uint32Array.of(7))).toBeNaN();
});
