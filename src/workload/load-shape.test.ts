import { expect, test } from "vitest";
import { stream } from "../random/stream.ts";
import { hourlyShares } from "./load-shape.ts";

const load = { weekend: 0.6, daily: 0.4, peakHour: 17, burst: 0 };
// A Tuesday, four weeks.
const weeks = { start: "2017-06-20T00:00:00Z", days: 28 };
const of = (shares: Float64Array, fits: (date: Date) => boolean): number => {
  const some = shares.filter((_, hour) => fits(new Date(Date.parse(weeks.start) + hour * 3.6e6)));
  return some.reduce((sum, share) => sum + share, 0) / some.length;
};

test("weekends have less, the day has its peak, and the whole is 1", () => {
  const shares = hourlyShares({ ...weeks, load }, stream(1, "load"));
  expect(shares.length).toBe(28 * 24);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  const weekend = of(shares, (date) => date.getUTCDay() % 6 === 0);
  const weekdays = of(shares, (date) => date.getUTCDay() % 6 !== 0);
  expect(weekend / weekdays).toBeCloseTo(0.6, 12);
  const byHour = Array.from({ length: 24 }, (_, hour) =>
    of(shares, (date) => date.getUTCHours() === hour),
  );
  // The middle of the hour before 17 and of that after it are as near to the peak.
  expect(byHour.indexOf(Math.max(...byHour))).toBeGreaterThanOrEqual(16);
  expect(byHour.indexOf(Math.max(...byHour))).toBeLessThanOrEqual(17);
  expect(Math.max(...byHour) / Math.min(...byHour)).toBeCloseTo(1.4 / 0.6, 1);
});

test("bursts move load within a day, and leave each day its share", () => {
  const even = hourlyShares({ ...weeks, load: { ...load, daily: 0, weekend: 1 } }, stream(1, "a"));
  const bursty = hourlyShares(
    { ...weeks, load: { ...load, daily: 0, weekend: 1, burst: 0.5 } },
    stream(1, "a"),
  );
  const day = (shares: Float64Array, n: number): number =>
    shares.subarray(24 * n, 24 * n + 24).reduce((sum, share) => sum + share, 0);
  for (let n = 0; n < 28; n++) expect(day(bursty, n)).toBeCloseTo(day(even, n), 12);
  const logs = bursty.map((share, hour) => Math.log(share / even[hour]!));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
  expect(deviation).toBeGreaterThan(0.4);
  expect(deviation).toBeLessThan(0.6);
});

test("the last hour may be a part of one", () => {
  const shares = hourlyShares(
    { ...weeks, days: 1.02, load: { ...load, daily: 0 } },
    stream(1, "a"),
  );
  expect(shares.length).toBe(25);
  expect(shares[24]! / shares[23]!).toBeCloseTo(0.48, 9);
});
