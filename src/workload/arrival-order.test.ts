import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { ascending } from "./arrival-order.ts";

const time = fc.oneof(
  fc.double({ min: 0, max: 7e6, noNaN: true }),
  fc.integer({ min: 0, max: 3 }),
  fc.constant(-0.0005),
);

test.prop([fc.array(time, { maxLength: 300 })])(
  "sorts as a stable comparing sort does",
  (times) => {
    const expected = times.map((_, i) => i).sort((a, b) => times[a]! - times[b]! || a - b);
    expect([...ascending(Float64Array.from(times))]).toEqual(expected);
  },
);

test("sorts times that one outlier squeezes together", () => {
  const times = Float64Array.from({ length: 500 }, (_, i) => 1.5e9 + ((i * 7919) % 500) / 1000);
  times[250] = 0;
  const sorted = [...ascending(times)].map((place) => times[place]!);
  expect(sorted).toEqual([...times].sort((a, b) => a - b));
});
