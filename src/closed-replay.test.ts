/** Image pulls, and their replay with each request waiting for those that it waited for. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { PRESETS } from "./presets/catalog.ts";
import { IDLE, type Pull, replay, workloadOf } from "./testing/workload.ts";

/** A client that pulls two layers at once, and a third as soon as the first has come. */
const IMAGE: Pull[] = [
  { time: 0, duration: 4, object: "a", size: 40 },
  { time: 0, duration: 6, object: "b", size: 60 },
  { time: 4.5, duration: 3, object: "c", size: 30 },
];

test("a pull takes from its first request to the last byte of its last", async () => {
  const [cell] = await replay(workloadOf(IMAGE), PRESETS.recorded!, [], { policies: ["none"] });
  expect(cell).toMatchObject({ pulls: 1, meanPullLatencySeconds: 7.5, pullLatencySavingsRate: 0 });
});

test("open: a faster registry leaves requests where they were; closed: it shortens the pull", async () => {
  // 10 B/s as recorded, then twice as fast: 2, 3 and 1.5 s.
  const fast = ["objectStore.latency=size / (20 B/s)"];
  const of = async (mode: "open" | "closed") =>
    (await replay(workloadOf(IMAGE), IDLE, fast, { policies: ["none"], replay: mode }))[0]!;
  // Open: the third still comes at 4.5 s. Closed: half a second after the first, at 2.5 s.
  expect((await of("open")).meanPullLatencySeconds).toBe(6);
  expect((await of("closed")).meanPullLatencySeconds).toBe(4);
});

test("closed: a slower registry makes a client wait, not its requests pile up", async () => {
  const slow = ["objectStore.latency=size / (5 B/s)"];
  const [cell] = await replay(workloadOf(IMAGE), IDLE, slow, {
    policies: ["none"],
    replay: "closed",
  });
  // 8, 12 and, half a second after the first, 6 s.
  expect(cell!.meanPullLatencySeconds).toBe(14.5);
});

test("closed: what an object has cost counts from when it was asked for, not from when it was as recorded", async () => {
  const slow = ["objectStore.latency=100 s"];
  const get = (client: string, time: number, object: string, size: number): Pull => ({
    ...{ client, time, duration: 1, object, size },
  });
  const pulls = [
    // The large one fits no cache; b comes after it, 99 s later than recorded.
    ...[get("x", 0, "large", 100), get("x", 1, "b", 10)],
    ...[get("y", 1000, "c", 9), get("y", 2000, "d", 10), get("y", 3000, "c", 9)],
  ];
  const [cell] = await replay(workloadOf(pulls), IDLE, slow, {
    policies: ["gd-latency"],
    capacities: [20],
    replay: "closed",
  });
  // Each took 100 s, so that d drives out b, which is worth less a byte than c.
  expect(cell!.hits).toBe(1);
});

test("closed replay needs contention", async () => {
  const closed = { replay: "closed", fidelity: "fast" } as const;
  await expect(replay(workloadOf(IMAGE), IDLE, [], closed)).rejects.toThrow("--fidelity full");
});

const traces = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 40 }),
      duration: fc.integer({ min: 1, max: 30 }),
      object: fc.integer({ min: 0, max: 8 }),
      client: fc.constantFrom("x", "y"),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((steps) => {
    let time = 0;
    return steps.map(({ gap, ...rest }): Pull => {
      time += gap;
      return { time, ...rest, size: 5 * (1 + (rest.object as number)) };
    });
  });

test("closed and open agree where nothing saves time", async () => {
  await fc.assert(
    fc.asyncProperty(traces, async (pulls) => {
      const of = (mode: "open" | "closed") =>
        replay(workloadOf(pulls), PRESETS.recorded!, [], { policies: ["none"], replay: mode });
      const [open, closed] = [(await of("open"))[0]!, (await of("closed"))[0]!];
      expect(closed.meanLatencySeconds).toBeCloseTo(open.meanLatencySeconds, 9);
      expect(closed.meanPullLatencySeconds).toBeCloseTo(open.meanPullLatencySeconds, 9);
    }),
  );
});

test("closed: no pull ends before its largest layer could, and every request is served", async () => {
  await fc.assert(
    fc.asyncProperty(traces, async (pulls) => {
      const rates = [
        "registry.link=5 B/s",
        "objectStore.latency=size / (5 B/s)",
        "objectStore.servers=1",
      ];
      const workload = workloadOf(pulls);
      for (const cell of await replay(workload, IDLE, rates, {
        policies: ["none", "lru"],
        replay: "closed",
      })) {
        expect(cell.requests).toBe(pulls.length);
        const largest = new Map<number, number>();
        const { requests, sizes } = workload;
        for (let i = 0; i < requests.count; i++) {
          const client = requests.client[i]!;
          largest.set(client, Math.max(largest.get(client) ?? 0, sizes[requests.object[i]!]! / 5));
        }
        // Over all pulls of a trace the greatest is no shorter than the largest layer takes alone.
        const slowest = Math.max(...largest.values());
        expect(cell.meanPullLatencySeconds * cell.pulls).toBeGreaterThanOrEqual(slowest - 1e-9);
        expect(cell.p99PullLatencySeconds).toBeGreaterThanOrEqual(0.998 * slowest);
      }
    }),
  );
});
