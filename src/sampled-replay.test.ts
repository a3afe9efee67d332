import { describe, expect, test } from "vitest";
import { loadProfile } from "./input/load-profile.ts";
import { parsePolicy } from "./policy/catalog.ts";
import { parseScenario, preset } from "./scenario.ts";
import { simulate } from "./simulate.ts";
import { IDLE, replay, workloadOf } from "./testing/workload.ts";
import { generateWorkload } from "./workload/generated-workload.ts";

describe("on a generated registry", async () => {
  const profile = loadProfile("lon02");
  const { workload } = generateWorkload(profile, { seed: 1, objects: "blobs", days: 2 });
  const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
  const policies = await Promise.all(["lru", "gdsf"].map(parsePolicy));
  const capacities = [2e9, 1e10, 5e10];
  const options = { policies, capacities, fidelity: "fast", seed: 1, warmUp: 0.1 } as const;
  const exact = simulate(workload, scenario, options);
  const samples = Array.from({ length: 10 }, (_, i) =>
    simulate(workload, scenario, { ...options, seed: i + 1, sample: 0.2 }),
  );

  test("the whole is within the stated error of what samples estimate, nineteen times of twenty", () => {
    const covered = samples.flatMap((cells) =>
      cells.flatMap((cell, i) => [
        Math.abs(cell.hitRatio - exact[i]!.hitRatio) <= cell.hitRatioHalfWidth!,
        Math.abs(cell.latencySavingsRate - exact[i]!.latencySavingsRate) <= cell.savingsHalfWidth,
      ]),
    );
    expect(covered.filter(Boolean).length / covered.length).toBeGreaterThanOrEqual(0.95);
  });

  test("hit ratios are estimated without a bias where all objects fit, and to a few points", () => {
    for (const at of [2, 5]) {
      const errors = samples.map((cells) => cells[at]!.hitRatio - exact[at]!.hitRatio);
      const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      expect(Math.abs(mean)).toBeLessThan(0.01);
      expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.05);
      expect(samples[0]![at]!.hitRatioHalfWidth).toBeLessThan(0.04);
    }
  });

  test("counts are those of the whole, and figures that a sample cannot tell are missing", () => {
    const [cell] = samples[0]!;
    expect(cell).toMatchObject({ requests: exact[0]!.requests, bytes: exact[0]!.bytes });
    expect(cell!.hits + cell!.storeRequests).toBe(cell!.requests);
    expect(cell!.capacityBytes).toBe(2e9);
    expect(cell!.meanPullLatencySeconds).toBeNaN();
    expect(Math.abs(cell!.admissions / exact[0]!.admissions - 1)).toBeLessThan(0.2);
  });

  test("a sample of all is the whole, to the last digit", () => {
    expect(simulate(workload, scenario, { ...options, sample: 1 })).toEqual(exact);
  });

  test("the same seed gives the same estimate; replications have a sample each", () => {
    const twice = simulate(workload, scenario, { ...options, sample: 0.2, replications: 2 });
    const mean = (samples[0]![0]!.hitRatio + samples[1]![0]!.hitRatio) / 2;
    expect(twice[0]!.hitRatio).toBeCloseTo(mean, 12);
  });
});

const few = workloadOf(
  Array.from({ length: 300 }, (_, i) => ({
    time: i,
    object: i % 100,
    size: i % 100 === 7 ? 60 : 1,
  })),
);

test("tells which requests are for objects that only the real cache has room for", async () => {
  const options = { fidelity: "fast", sample: 0.5, capacities: [100, 200] } as const;
  const [small, large] = await replay(few, IDLE, [], options);
  expect(small).toMatchObject({ misfitRequests: 0.01, misfitBytes: 60 / 159 });
  expect(large).toMatchObject({ misfitRequests: 0, misfitBytes: 0 });
});

test("is refused where stations would see a part of their load, where nothing is left, and where pulls are cut", async () => {
  const full = replay(few, IDLE, [], { fidelity: "full", sample: 0.5 });
  await expect(full).rejects.toThrow("--sample needs --fidelity fast");
  const nothing = replay(few, IDLE, [], { fidelity: "fast", sample: 1e-9 });
  await expect(nothing).rejects.toThrow("none of 100 objects is in a sample of 1e-9");
  const ahead = replay(few, IDLE, [], {
    fidelity: "fast",
    sample: 0.5,
    policies: ["prefetch+lru"],
  });
  await expect(ahead).rejects.toThrow("prefetch+lru looks at whole pulls");
});

test("progress comes to its end once", async () => {
  const told: [number, number][] = [];
  const progress = (done: number, total: number) => told.push([done, total]);
  await replay(few, IDLE, [], { fidelity: "fast", sample: 0.5, progress });
  const [done, total] = told.at(-1)!;
  expect(done).toBe(total);
  expect(told.every(([, one]) => one === total)).toBe(true);
});
