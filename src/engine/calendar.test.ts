import fc from "fast-check";
import { expect, test } from "vitest";
import { Calendar } from "./calendar.ts";

/** Takes everything out, with its times. */
function drain(calendar: Calendar): [time: number, event: number][] {
  const events: [number, number][] = [];
  while (calendar.length > 0) events.push([calendar.nextTime, calendar.pop()]);
  return events;
}

test("gives events in order of time", () => {
  const calendar = new Calendar();
  for (const [event, time] of [3, 1, 2].entries()) calendar.schedule(time, event);
  expect(drain(calendar)).toEqual([
    [1, 1],
    [2, 2],
    [3, 0],
  ]);
});

test("is empty at first, and its next time is never", () => {
  expect(new Calendar().length).toBe(0);
  expect(new Calendar().nextTime).toBe(Number.POSITIVE_INFINITY);
});

test("gives events of equal time in the order in which they were scheduled", () => {
  // Few distinct times, many events: nearly all are ties.
  const times = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 300 });
  fc.assert(
    fc.property(times, (times) => {
      const calendar = new Calendar();
      for (const [event, time] of times.entries()) calendar.schedule(time, event);
      const expected = times
        .map((time, event): [number, number] => [time, event])
        .sort(([a, i], [b, j]) => a - b || i - j);
      expect(drain(calendar)).toEqual(expected);
    }),
  );
});

test("keeps the order of ties when events are scheduled while others are taken out", () => {
  const steps = fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { maxLength: 300 });
  fc.assert(
    fc.property(steps, (steps) => {
      const calendar = new Calendar();
      const pending: { time: number; event: number }[] = [];
      let now = 0;
      for (const [event, delay] of steps.entries()) {
        if (delay !== null) {
          calendar.schedule(now + delay, event);
          pending.push({ time: now + delay, event });
        } else if (pending.length > 0) {
          // The naive calendar: the earliest, and of those the one scheduled first.
          const next = pending.reduce((a, b) => (b.time < a.time ? b : a));
          pending.splice(pending.indexOf(next), 1);
          now = next.time;
          expect([calendar.nextTime, calendar.pop()]).toEqual([next.time, next.event]);
        }
      }
      expect(calendar.length).toBe(pending.length);
    }),
  );
});
