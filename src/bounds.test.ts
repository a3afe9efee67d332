import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { boundCells } from "./bounds.ts";
import { type PolicySpec, parsePolicy } from "./policy/catalog.ts";
import { parseScenario, preset, type Scenario } from "./scenario.ts";
import { type SimulateOptions, simulate } from "./simulate.ts";
import { sequences, workloadOf } from "./testing/sequences.ts";

const MB = 1e6;
const NAMES = ["lru", "gdsf", "gd-latency", "w-tinylfu", "r-cache", "belady-size", "pfoo-l"];
let scenario: Scenario;
let policies: PolicySpec[];

beforeAll(async () => {
  scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
  policies = await Promise.all(NAMES.map(parsePolicy));
});

/** Requests so close together that many come while the object is being fetched. */
const apart = fc.constantFrom(0.001, 0.2, 1, 30);

describe.each(["fast", "full"] as const)("%s", (fidelity) => {
  test.each([0, 0.3])(
    "no policy has more hits, bytes or savings, with a warm-up of %f",
    (warmUp) => {
      fc.assert(
        fc.property(sequences(40), apart, ({ sizes, requests, capacity }, seconds) => {
          const even = workloadOf({ sizes: sizes.map((size) => size * MB), requests });
          const arrival = even.requests.arrival.map((time) => seconds * time);
          const workload = { ...even, requests: { ...even.requests, arrival } };
          const capacities = [capacity * MB, Number.POSITIVE_INFINITY];
          const options: SimulateOptions = { policies, capacities, fidelity, seed: 1, warmUp };
          const cells = simulate(workload, scenario, options);
          for (const bound of boundCells(workload, scenario, options)) {
            for (const cell of cells.filter((cell) => cell.capacityBytes === bound.capacityBytes)) {
              expect(bound.requests).toBe(cell.requests);
              expect(bound.bytes).toBe(cell.bytes);
              expect(cell.hits).toBeLessThanOrEqual(bound.hits);
              expect(cell.hitBytes).toBeLessThanOrEqual(bound.hitBytes);
              // All is NaN where nothing was measured.
              expect(cell.latencySavingsRate > bound.latencySavingsRate + 1e-12).toBe(false);
              expect(cell.meanLatencySeconds < bound.meanLatencySeconds * (1 - 1e-12)).toBe(false);
            }
          }
        }),
        { numRuns: 40 },
      );
    },
  );
});

test("who may wait for a fetch under way needs no room in the cache", () => {
  // 45.6 MB take 20.9 s to fetch: the second request waits, the third would need the cache.
  const even = workloadOf({ sizes: [45.6 * MB], requests: [0, 0, 0] });
  const requests = { ...even.requests, arrival: Float64Array.of(0, 1, 100) };
  const options: SimulateOptions = { policies, capacities: [1], fidelity: "full", seed: 1 };
  const [bound] = boundCells({ ...even, requests }, scenario, options);
  const [lru] = simulate({ ...even, requests }, scenario, options);
  expect(lru!.delayedHits).toBe(1);
  expect(bound!.latencySavingsRate).toBeGreaterThan(lru!.latencySavingsRate);
  expect(bound!.latencySavingsRate).toBeLessThan(1 / 2);
});

test("without a limit the bound is reached", () => {
  const workload = workloadOf({ sizes: [5, 7], requests: [0, 1, 0, 1, 1] });
  const options: SimulateOptions = {
    policies: policies.slice(0, 1),
    capacities: [12],
    fidelity: "fast",
    seed: 1,
  };
  const [lru] = simulate(workload, scenario, options);
  const [bound] = boundCells(workload, scenario, options);
  expect([bound!.hits, bound!.hitBytes]).toEqual([lru!.hits, lru!.hitBytes]);
  expect(bound!.latencySavingsRate).toBeCloseTo(lru!.latencySavingsRate, 12);
});

test("replications are averaged", () => {
  const workload = workloadOf({ sizes: [5 * MB, 7 * MB], requests: [0, 1, 0, 1, 1] });
  const options = { capacities: [9 * MB], fidelity: "fast" } as const;
  const rateOf = (seed: number, replications: number) =>
    boundCells(workload, scenario, { ...options, seed, replications })[0]!.latencySavingsRate;
  expect(rateOf(4, 2)).toBeCloseTo((rateOf(4, 1) + rateOf(5, 1)) / 2, 12);
  expect(rateOf(4, 1)).not.toBe(rateOf(5, 1));
});

test.each([
  ["objectStore.servers=4", "a miss may wait for others"],
  ["loadBalancer.latency={ model: exponential, mean: 1 s }", "requests overtake each other"],
  ["registry.misses=redirected", "misses are redirected"],
  ["registry.relay=cut-through", "a miss may wait for others"],
  ["objectStore.memory.capacity=1 GB", "the object store has a memory"],
])("nothing is claimed of a full replay with %s", async (override, reason) => {
  const workload = workloadOf({ sizes: [1], requests: [0] });
  const other = await parseScenario("other", preset("ibm-2017"), [override]);
  const options = { capacities: [1], fidelity: "full", seed: 1 } as const;
  expect(() => boundCells(workload, other, options)).toThrow(`in scenario other ${reason}`);
  expect(() => boundCells(workload, other, { ...options, fidelity: "fast" })).not.toThrow();
  const closed = { ...options, replay: "closed" } as const;
  expect(() => boundCells(workload, scenario, closed)).toThrow(/closed replay/);
});
