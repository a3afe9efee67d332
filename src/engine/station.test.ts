import fc from "fast-check";
import { expect, test } from "vitest";
import { type Arrival, run, TICK } from "../testing/engine-run.ts";
import { Calendar } from "./calendar.ts";
import { createStation, DISCIPLINES, type Discipline } from "./station.ts";

function serve(arrivals: readonly Arrival[], servers: number, discipline: Discipline = "fifo") {
  const calendar = new Calendar();
  const station = createStation(calendar, servers, discipline, TICK);
  const departures = run(
    calendar,
    {
      enter: (event, service, now) => station.enter(event, service, now),
      leave: (now) => station.leave(now),
      completed: (now) => station.completed!(now),
    },
    arrivals,
  );
  return { ...departures, gauge: station.gauge };
}

/** Few distinct times and service times, so that there are ties; never a server left over. */
const arrivals = fc
  .array(
    fc.record({ gap: fc.integer({ min: 0, max: 3 }), demand: fc.integer({ min: 1, max: 8 }) }),
    {
      minLength: 1,
      maxLength: 80,
    },
  )
  .map((steps) => {
    let time = 0;
    return steps.map(({ gap, demand }) => {
      time += gap;
      return { time, demand };
    });
  });
const servers = fc.constantFrom(1, 2, 5);

test("serves first come, first served, each at the first server that is free", () => {
  fc.assert(
    fc.property(arrivals, servers, (arrivals, servers) => {
      // Kiefer and Wolfowitz: when each server will be free.
      const free: number[] = new Array(servers).fill(0);
      const expected = arrivals.map(({ time, demand }) => {
        const server = free.indexOf(Math.min(...free));
        free[server] = Math.max(time, free[server]!) + demand;
        return free[server];
      });
      expect(serve(arrivals, servers).times).toEqual(expected);
    }),
  );
});

test("serves shortest first the one that asks for least, of those who wait", () => {
  // 5 s holds the server; of 3, 1 and 2 s waiting, 1 s goes first, and nobody is interrupted.
  const arrivals = [5, 3, 1, 2].map((demand, i) => ({ time: i, demand }));
  expect(serve(arrivals, 1, "shortest-first").times).toEqual([5, 11, 6, 8]);
});

test("serves those that ask for the same, shortest first, in order of arrival", () => {
  const arrivals = Array.from({ length: 9 }, () => ({ time: 0, demand: 2 }));
  expect(serve(arrivals, 1, "shortest-first").order).toEqual(arrivals.map((_, i) => i));
});

test("shares processors: two servers among three give each two thirds of one", () => {
  const arrivals = Array.from({ length: 3 }, () => ({ time: 0, demand: 2 }));
  expect(serve(arrivals, 2, "processor-sharing").times).toEqual([3, 3, 3]);
});

test("shares processors: nobody is served faster than by one server", () => {
  expect(serve([{ time: 1, demand: 2 }], 4, "processor-sharing").times).toEqual([3]);
});

test.each(DISCIPLINES)("keeps nobody waiting with servers without limit: %s", (discipline) => {
  const arrivals = Array.from({ length: 50 }, (_, i) => ({ time: i / 100, demand: 1 + i }));
  const { times, gauge } = serve(arrivals, Number.POSITIVE_INFINITY, discipline);
  expect(times).toEqual(arrivals.map(({ time, demand }) => time + demand));
  expect(gauge.figures(Math.max(...times))).toMatchObject({
    meanWaitingSeconds: 0,
    meanQueue: 0,
    maxQueue: 0,
  });
});

test.each(DISCIPLINES)("conserves work under %s: the servers give what was asked", (discipline) => {
  fc.assert(
    fc.property(arrivals, servers, (arrivals, servers) => {
      const { times, gauge } = serve(arrivals, servers, discipline);
      const end = Math.max(...times);
      const asked = arrivals.reduce((sum, { demand }) => sum + demand, 0);
      expect(gauge.figures(0).meanBusy * end).toBeCloseTo(asked, 6);
      expect(gauge.figures(0).meanServiceSeconds * arrivals.length).toBeCloseTo(asked, 6);
    }),
  );
});

test.each(DISCIPLINES)("one server is busy until the same moment under %s", (discipline) => {
  fc.assert(
    fc.property(arrivals, (arrivals) => {
      const fifo = Math.max(...serve(arrivals, 1).times);
      expect(Math.max(...serve(arrivals, 1, discipline).times)).toBeCloseTo(fifo, 6);
    }),
  );
});

test.each(DISCIPLINES)("obeys Little's law under %s: queue = rate × waiting time", (discipline) => {
  fc.assert(
    fc.property(arrivals, servers, (arrivals, servers) => {
      const { times, gauge } = serve(arrivals, servers, discipline);
      // What each waited, from outside: departure − arrival − service.
      const waited = arrivals.reduce(
        (sum, { time, demand }, i) => sum + times[i]! - time - demand,
        0,
      );
      const figures = gauge.figures(0);
      expect(figures.meanQueue * Math.max(...times)).toBeCloseTo(waited, 6);
      expect(figures.meanWaitingSeconds * arrivals.length).toBeCloseTo(waited, 6);
    }),
  );
});

test.each(DISCIPLINES)(
  "treats ties alike under %s: swapping two swaps their fates",
  (discipline) => {
    fc.assert(
      fc.property(arrivals, servers, fc.nat(), (arrivals, servers, at) => {
        // Two at the same moment with the same demand, one after the other, whoever else comes.
        const i = at % arrivals.length;
        const twins = [...arrivals.slice(0, i), arrivals[i]!, ...arrivals.slice(i)];
        const { times } = serve(twins, servers, discipline);
        expect(times[i]).toBeLessThanOrEqual(times[i + 1]!);
        // Reversing the order of all at one moment changes nothing in total where all ask the same.
        const equal = twins.map(({ time }) => ({ time, demand: 3 }));
        const sorted = (departures: readonly number[]) => [...departures].sort((a, b) => a - b);
        const reversed = serve(
          [...equal].reverse().sort((a, b) => a.time - b.time),
          servers,
          discipline,
        );
        expect(sorted(reversed.times)).toEqual(sorted(serve(equal, servers, discipline).times));
      }),
    );
  },
);
