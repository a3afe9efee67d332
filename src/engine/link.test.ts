import fc from "fast-check";
import { expect, test } from "vitest";
import { type Arrival, type Departures, run, TICK } from "../testing/engine-run.ts";
import { Calendar } from "./calendar.ts";
import { Link } from "./link.ts";

function transfer(arrivals: readonly Arrival[], bandwidth: number, cap = Number.POSITIVE_INFINITY) {
  const calendar = new Calendar();
  const link = new Link(calendar, bandwidth, TICK, cap);
  const departures = run(
    calendar,
    {
      enter: (event, size, now) => link.start(event, size, now),
      completed: (now) => link.completed(now),
    },
    arrivals,
  );
  return { ...departures, gauge: link.gauge };
}

/** The same by brute force: after every start and end, everyone's bytes are brought up to date. */
function naive(arrivals: readonly Arrival[], bandwidth: number, cap: number): Departures["times"] {
  const times: number[] = [];
  let active: { event: number; left: number }[] = [];
  let now = 0;
  const advance = (until: number): void => {
    while (active.length > 0) {
      const rate = Math.min(cap, bandwidth / active.length);
      const next = Math.min(...active.map(({ left }) => left));
      const end = now + next / rate;
      const step = Math.min(end, until) - now;
      for (const one of active) one.left -= end <= until ? next : step * rate;
      now = Math.min(end, until);
      if (end > until) break;
      for (const { event } of active.filter(({ left }) => left <= 0)) times[event] = now;
      active = active.filter(({ left }) => left > 0);
    }
    now = Math.max(now, Number.isFinite(until) ? until : now);
  };
  for (const [event, { time, demand }] of arrivals.entries()) {
    advance(time);
    active.push({ event, left: demand });
  }
  advance(Number.POSITIVE_INFINITY);
  return times;
}

test("gives a transfer that is alone the whole bandwidth", () => {
  expect(transfer([{ time: 1, demand: 300 }], 100).times).toEqual([4]);
});

test("shares the bandwidth equally among the transfers in progress", () => {
  // 400 B from 0 s and 100 B from 1 s at 100 B/s: the second ends at 3 s, the first at 5 s.
  const arrivals = [
    { time: 0, demand: 400 },
    { time: 1, demand: 100 },
  ];
  expect(transfer(arrivals, 100).times).toEqual([5, 3]);
});

test("gives nobody more than the cap", () => {
  // Two at 40 B/s each leave 20 B/s idle; a third brings everyone to 100/3 B/s.
  expect(transfer([{ time: 0, demand: 80 }], 100, 40).times).toEqual([2]);
  expect(transfer(Array(2).fill({ time: 0, demand: 80 }), 100, 40).times).toEqual([2, 2]);
  expect(transfer(Array(3).fill({ time: 0, demand: 100 }), 100, 40).times).toEqual([3, 3, 3]);
});

test("ends transfers that end together in the order in which they started", () => {
  const arrivals = Array.from({ length: 20 }, () => ({ time: 2, demand: 7 }));
  expect(transfer(arrivals, 100).order).toEqual(arrivals.map((_, i) => i));
});

test("takes no time at all without a limit", () => {
  expect(transfer([{ time: 3, demand: 1e12 }], Number.POSITIVE_INFINITY).times).toEqual([3]);
});

const arrivals = fc
  .array(
    fc.record({ gap: fc.integer({ min: 0, max: 50 }), demand: fc.integer({ min: 1, max: 500 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((steps) => {
    let time = 0;
    return steps.map(({ gap, demand }) => {
      time += gap / 10;
      return { time, demand };
    });
  });
const cap = fc.constantFrom(Number.POSITIVE_INFINITY, 100, 60, 7);

test("ends every transfer when a naive simulation does", () => {
  fc.assert(
    fc.property(arrivals, cap, (arrivals, cap) => {
      const expected = naive(arrivals, 100, cap);
      const { times } = transfer(arrivals, 100, cap);
      for (const [i, time] of times.entries()) expect(time).toBeCloseTo(expected[i]!, 7);
    }),
    { numRuns: 300 },
  );
});

test("conserves work: it is busy exactly as long as there are bytes to send", () => {
  fc.assert(
    fc.property(arrivals, (arrivals) => {
      const { times, gauge } = transfer(arrivals, 100);
      const work = arrivals.reduce((sum, { demand }) => sum + demand / 100, 0);
      expect(gauge.figures(0).meanBusy * Math.max(...times)).toBeCloseTo(work, 6);
    }),
  );
});

test("schedules few events, however many transfers pass a long one", () => {
  const calendar = new Calendar();
  const link = new Link(calendar, 100, TICK);
  let most = 0;
  const long = { time: 0, demand: 1e6 };
  const short = Array.from({ length: 5000 }, (_, i) => ({ time: 1 + i, demand: 10 }));
  run(
    calendar,
    {
      enter: (event, size, now) => {
        link.start(event, size, now);
        most = Math.max(most, calendar.length);
      },
      completed: (now) => link.completed(now),
    },
    [long, ...short],
  );
  expect(most).toBeLessThan(5);
});
