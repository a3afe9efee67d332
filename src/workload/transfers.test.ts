import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { stream } from "../random/stream.ts";
import { parseProfile, profileText } from "./profile.ts";
import { Transfers } from "./transfers.ts";

const profile = parseProfile("dal09", profileText("dal09"));
const durations = fc.array(fc.double({ min: 0.001, max: 300, noNaN: true }), {
  minLength: 2,
  maxLength: 40,
});

test.prop([durations])("three layers at a time, and the config blob beside them", (seconds) => {
  const transfers = new Transfers(profile, stream(1, "gaps"));
  transfers.begin(100);
  const [config, ...layers] = seconds.map((duration) => {
    const start = transfers.next(duration);
    return { start, end: start + duration };
  });
  for (const { start } of layers) {
    const busy = layers.filter((other) => other.start <= start && start < other.end);
    expect(busy.length).toBeLessThanOrEqual(3);
    expect(start).toBeGreaterThan(100);
  }
  // Nothing waits for the config: the first three layers start at once.
  for (const { start } of [config!, ...layers.slice(0, 3)]) expect(start - 100).toBeLessThan(5);
});

test("a layer starts when the first of three ends", () => {
  const transfers = new Transfers(profile, stream(1, "gaps"));
  transfers.begin(0);
  for (const duration of [0.5, 50, 20, 80]) transfers.next(duration);
  const next = transfers.next(1);
  expect(next).toBeGreaterThan(20);
  expect(next).toBeLessThan(30);
});
