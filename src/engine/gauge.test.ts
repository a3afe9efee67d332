import { expect, test } from "vitest";
import { Gauge } from "./gauge.ts";

test("weighs the queue and the busy servers by time", () => {
  // One server: busy from 1 to 6 s; one waits from 2 to 4 s and one from 3 to 5 s.
  const gauge = new Gauge(1);
  for (const now of [1, 2, 3]) gauge.enter(5 / 3, now);
  for (const now of [4, 5, 6]) gauge.leave(now);
  const figures = gauge.figures(0);
  expect(figures).toMatchObject({ servers: 1, arrivals: 3, maxQueue: 2 });
  expect(figures.utilisation).toBeCloseTo(5 / 6, 12);
  expect(figures.meanQueue).toBeCloseTo(4 / 6, 12);
  expect(figures.meanWaitingSeconds).toBeCloseTo(4 / 3, 12);
  expect(figures.meanServiceSeconds).toBeCloseTo(5 / 3, 12);
});

test("has no utilisation where servers have no limit", () => {
  const gauge = new Gauge(Number.POSITIVE_INFINITY);
  gauge.enter(2, 0);
  gauge.leave(2);
  expect(gauge.figures(0)).toMatchObject({ utilisation: Number.NaN, meanBusy: 1, meanQueue: 0 });
});

/** A server that takes 1 s each, and arrivals every `gap` seconds from `from` until `until`. */
function queue(from: number, until: number, gap: number): Gauge {
  const gauge = new Gauge(1);
  let free = 0;
  const departures: number[] = [];
  for (let now = from; now < until; now += gap) {
    while (departures[0]! <= now) gauge.leave(departures.shift()!);
    gauge.enter(1, now);
    free = Math.max(free, now) + 1;
    departures.push(free);
  }
  while (departures[0]! <= until) gauge.leave(departures.shift()!);
  gauge.judge(until);
  return gauge;
}

test("says since when a queue has grown without end", () => {
  const since = queue(100, 1000, 0.8).figures(0).saturatedSinceSeconds;
  expect(since).toBeGreaterThanOrEqual(100);
  // At four fifths of the rate of arrivals a queue stands for good from the fifth arrival on.
  expect(since).toBeLessThan(104);
});

test("does not call a queue that keeps up saturated", () => {
  expect(queue(0, 1000, 1.01).figures(0).saturatedSinceSeconds).toBeNaN();
});

test("does not call a queue saturated that has only just begun to grow", () => {
  expect(queue(900, 1000, 0.5).figures(0).saturatedSinceSeconds).toBeNaN();
});

test("does not call a queue saturated that is long but grows no more", () => {
  const gauge = new Gauge(1);
  for (let i = 0; i < 100; i++) gauge.enter(1, 0);
  for (let now = 1; now < 1000; now++) {
    gauge.leave(now);
    gauge.enter(1, now);
  }
  gauge.judge(1000);
  expect(gauge.figures(0).saturatedSinceSeconds).toBeNaN();
});
