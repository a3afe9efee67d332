import { randomExponential } from "d3-random";
import { describe, expect, test } from "vitest";
import { stream } from "./random/stream.ts";
import type { Workload } from "./request.ts";
import { IDLE, replay, workloadOf } from "./testing/workload.ts";

/** Independent requests, Poisson in time, the k-th object asked for in proportion to k^−exponent. */
function zipf(count: number, objects: number, exponent: number, rate: number, size = 1): Workload {
  const shares = zipfShares(objects, exponent);
  const cumulative: number[] = [];
  for (const share of shares) cumulative.push((cumulative.at(-1) ?? 0) + share);
  const draw = stream(1, "objects");
  const gap = randomExponential.source(stream(1, "gaps"))(rate);
  let time = 0;
  return workloadOf(
    Array.from({ length: count }, () => {
      time += gap();
      const at = draw();
      let low = 0;
      for (let high = objects - 1; low < high; ) {
        const middle = (low + high) >> 1;
        if (cumulative[middle]! < at) low = middle + 1;
        else high = middle;
      }
      return { time, object: low, size };
    }),
  );
}

function zipfShares(objects: number, exponent: number): number[] {
  const weights = Array.from({ length: objects }, (_, k) => (k + 1) ** -exponent);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * LRU's hit ratio for independent requests: an object is held for a characteristic time T after
 * each request, which is such that the capacity is full on average.
 * Source: Che, Tung and Wang, IEEE Journal on Selected Areas in Communications 20(7), 2002.
 */
function che(shares: readonly number[], capacity: number): number {
  const held = (time: number) => shares.reduce((sum, p) => sum + 1 - Math.exp(-p * time), 0);
  let [low, high] = [0, 1e12];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (held(middle) < capacity) low = middle;
    else high = middle;
  }
  return shares.reduce((sum, p) => sum + p * (1 - Math.exp(-p * low)), 0);
}

test.each([0.7, 0.9, 1.1])("LRU hits as Che's approximation says, Zipf %f", async (exponent) => {
  const capacities = [20, 200, 1000];
  const options = { fidelity: "fast", capacities, warmUp: 0.2 } as const;
  const cells = await replay(zipf(100_000, 4000, exponent, 1), IDLE, [], options);
  for (const [i, cell] of cells.entries()) {
    const expected = che(zipfShares(4000, exponent), capacities[i]!);
    expect(Math.abs(cell.hitRatio - expected)).toBeLessThan(0.01);
  }
});

describe.each(["full", "fast"] as const)("under %s", (fidelity) => {
  const workload = zipf(5000, 300, 0.8, 2, 1000);
  const random = [
    "objectStore.latency={ model: lognormal, median: 1, sigma: 0.5, bandwidth: 1000 }",
    "registry.memory={ model: exponential, mean: 0.1 }",
    "objectStore.disks=1",
    "objectStore.disk={ seek: { model: exponential, mean: 0.01 } }",
  ];
  const run = (policies: string[], more = {}) =>
    replay(workload, IDLE, random, { fidelity, policies, capacities: [5e4, 2e5], ...more });

  test("another policy on the command line changes no number of the others", async () => {
    const few = await run(["none", "lru"]);
    const many = await run(["random", "none", "r-cache", "lru", "fifo"]);
    for (const policy of ["none", "lru"]) {
      const of = (cells: typeof few) => cells.filter((cell) => cell.policy === policy);
      expect(of(many)).toEqual(of(few));
    }
  });

  test("the reference saves exactly nothing, and is sure of it", async () => {
    for (const cell of await run(["none"])) {
      expect(cell).toMatchObject({ latencySavingsRate: 0, meanRequestSavings: 0 });
      expect(cell.savingsHalfWidth).toBe(0);
    }
  });

  test("the same seed gives the same numbers, another seed others", async () => {
    const [one, again, other] = [
      await run(["lru"]),
      await run(["lru"]),
      await run(["lru"], { seed: 2 }),
    ];
    expect(again).toEqual(one);
    expect(other![0]!.meanLatencySeconds).not.toBe(one![0]!.meanLatencySeconds);
  });

  test("replications are the runs with the seeds that follow, averaged", async () => {
    const seeds = [7, 8, 9];
    const alone = await Promise.all(seeds.map((seed) => run(["lru"], { seed })));
    const [cell] = await run(["lru"], { seed: 7, replications: 3 });
    const mean = alone.reduce((sum, cells) => sum + cells[0]!.latencySavingsRate, 0) / 3;
    expect(cell!.latencySavingsRate).toBeCloseTo(mean, 12);
    expect(cell!.savingsHalfWidth).toBeGreaterThan(0);
  });

  test("a warm-up of a time leaves out what arrives before it", async () => {
    const { arrival } = workload.requests;
    const [cell] = await run(["lru"], { warmUpSeconds: 1000 });
    expect(cell!.requests).toBe(arrival.filter((time) => time >= 1000).length);
    expect(cell!.requests).toBeLessThan(arrival.length);
  });

  test("the savings of one run lie within its interval in nine of ten other seeds", async () => {
    const [cell] = await run(["lru"]);
    let within = 0;
    for (let seed = 2; seed < 22; seed++) {
      const [other] = await run(["lru"], { seed });
      const difference = Math.abs(other!.latencySavingsRate - cell!.latencySavingsRate);
      if (difference <= cell!.savingsHalfWidth) within++;
    }
    expect(within).toBeGreaterThanOrEqual(18);
  });
});

test("a cache relieves a slow disk: the more load, the more its savings exceed its byte hits", async () => {
  const disk = [
    "objectStore.disks=1",
    "objectStore.disk={ seek: 8 ms, rotation: 4 ms, bandwidth: 1 MB/s }",
  ];
  // 100 kB each: 0.112 s at the disk, so that 1 / 0.112 = 8.9 a second would fill it.
  const excess: number[] = [];
  for (const load of [0.01, 0.5, 0.8, 0.95]) {
    const workload = zipf(20_000, 1000, 0.9, load / 0.112, 1e5);
    const [cell] = await replay(workload, IDLE, disk, { capacities: [1e7], warmUp: 0.1 });
    excess.push(cell!.latencySavingsRate - cell!.byteHitRatio);
  }
  // Alone it saves what it serves; at the end it saves most of the waiting, too.
  expect(Math.abs(excess[0]!)).toBeLessThan(0.02);
  expect(excess).toEqual([...excess].sort((a, b) => a - b));
  expect(excess.at(-1)).toBeGreaterThan(0.3);
});
