import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { sequences, workloadOf } from "../testing/sequences.ts";
import { sampleOf } from "./sample.ts";

test.prop([sequences(20), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true })])(
  "two ranges of hashes that make up all of them share out the requests, each with its object's size",
  (sequence, seed, cut) => {
    const whole = workloadOf(sequence);
    const asked = ({ requests, sizes }: typeof whole) =>
      Array.from(requests.arrival, (time, i) => [time, sizes[requests.object[i]!]!]);
    const low = sampleOf(whole, seed, 0, cut);
    const high = sampleOf(whole, seed, cut, 1);
    expect([...asked(low), ...asked(high)].sort(([a], [b]) => a! - b!)).toEqual(asked(whole));
    expect(low.sizes.length + high.sizes.length).toBe(whole.sizes.length);
    for (const { requests, sizes } of [low, high]) {
      expect(requests.object.length).toBe(requests.count);
      expect(requests.object.every((object) => object < sizes.length)).toBe(true);
    }
  },
);

test("all requests for an object are in the sample, or none; another seed takes other objects", () => {
  const sizes = Array.from({ length: 10_000 }, (_, i) => i + 1);
  const requests = Array.from({ length: 20_000 }, (_, i) => i % 10_000);
  const whole = workloadOf({ sizes, requests });
  const [one, same, other] = [1, 1, 2].map((seed) => sampleOf(whole, seed, 0, 0.1));
  expect(one).toEqual(same);
  expect(one!.requests.count).toBe(2 * one!.sizes.length);
  // Binomial: within 4 standard deviations of 1,000.
  expect(Math.abs(one!.sizes.length - 1000)).toBeLessThan(120);
  const both = new Set(one!.sizes);
  const shared = other!.sizes.filter((size) => both.has(size)).length;
  expect(Math.abs(shared - 100)).toBeLessThan(40);
});
