import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
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

test.each([0, 0.3])("no policy has more hits, bytes or savings, with a warm-up of %f", (warmUp) => {
  fc.assert(
    fc.property(sequences(40), ({ sizes, requests, capacity }) => {
      const workload = workloadOf({ sizes: sizes.map((size) => size * MB), requests });
      const capacities = [capacity * MB, Number.POSITIVE_INFINITY];
      const options: SimulateOptions = { policies, capacities, fidelity: "fast", seed: 1, warmUp };
      const cells = simulate(workload, scenario, options);
      for (const bound of boundCells(workload, scenario, options, cells[0]!)) {
        for (const cell of cells.filter((cell) => cell.capacityBytes === bound.capacityBytes)) {
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
  const [bound] = boundCells(workload, scenario, options, lru!);
  expect([bound!.hits, bound!.hitBytes]).toEqual([lru!.hits, lru!.hitBytes]);
  expect(bound!.latencySavingsRate).toBeCloseTo(lru!.latencySavingsRate, 12);
});

test("nothing is claimed of a replay with contention", () => {
  const workload = workloadOf({ sizes: [1], requests: [0] });
  const options: SimulateOptions = { policies, capacities: [1], fidelity: "full", seed: 1 };
  const [like] = simulate(workload, scenario, options);
  expect(() => boundCells(workload, scenario, options, like!)).toThrow(/--fidelity fast/);
});
