/** A workload whose requests are read a stretch at a time gives the cells that it gives from memory. */

import { expect, test } from "vitest";
import { boundCells } from "./bounds.ts";
import { parsePolicy } from "./policy/catalog.ts";
import { PRESETS } from "./presets/catalog.ts";
import { PROFILES } from "./profiles/catalog.ts";
import { parseScenario } from "./scenario.ts";
import { type SimulateOptions, simulate } from "./simulate.ts";
import { streamed } from "./testing/streamed.ts";
import { generateWorkload } from "./workload/generated-workload.ts";
import { parseProfile } from "./workload/profile.ts";

const { workload } = generateWorkload(parseProfile("lon02", PROFILES.lon02!), {
  ...{ seed: 1, requests: 20_000, objects: "blobs" },
});

const policies = (...names: string[]) => Promise.all(names.map(parsePolicy));
const scenarioWith = (name: string, ...overrides: string[]) =>
  parseScenario(name, PRESETS[name]!, overrides);
const SETTING = { capacities: [2e8, 2e9], seed: 3 };

const CASES: Record<string, { scenario: readonly string[] } & Partial<SimulateOptions>> = {
  plain: { scenario: ["ibm-2017"] },
  "a share as warm-up": { scenario: ["ibm-2017"], warmUp: 0.3 },
  "a time as warm-up": { scenario: ["ibm-2017"], warmUpSeconds: 40_000 },
  replications: { scenario: ["ibm-2017"], replications: 2 },
  "recorded latencies": { scenario: ["recorded"] },
  "a store with disks and memory": { scenario: ["paper-testbed"] },
  "a store that cannot keep up": { scenario: ["ibm-2017", "objectStore.servers=1"] },
  "hosts as recorded": {
    scenario: [
      ...["ibm-2017", "registry.hosts=3", "registry.cache=split"],
      "loadBalancer.pick=trace-host",
    ],
  },
};

test.each(
  Object.entries(CASES).flatMap(([name, each]) =>
    (["fast", "full"] as const).map((fidelity) => ({ name, fidelity, ...each })),
  ),
)("$name, $fidelity", async ({ scenario: [name, ...overrides], name: _, ...how }) => {
  const scenario = await scenarioWith(name!, ...overrides);
  const all = await policies("none", "lru", "r-cache", "gd-latency", "w-tinylfu");
  const options: SimulateOptions = { ...SETTING, ...how, policies: all };
  expect(simulate(streamed(workload), scenario, options)).toEqual(
    simulate(workload, scenario, options),
  );
});

test.each<[what: string, policy: string, how: Partial<SimulateOptions>]>([
  ["policy belady", "belady", {}],
  ["policy prefetch+lru", "prefetch+lru", {}],
  ["--replay closed", "lru", { replay: "closed", fidelity: "full" }],
])("%s is refused", async (what, policy, how) => {
  const scenario = await scenarioWith("ibm-2017");
  const options: SimulateOptions = {
    ...{ ...SETTING, fidelity: "fast", ...how },
    policies: await policies(policy),
  };
  expect(() => simulate(streamed(workload), scenario, options)).toThrow(
    `${what} needs the whole trace in memory, and the 20000 requests of lon02`,
  );
});

test("a sample is that of the whole in memory", async () => {
  const scenario = await scenarioWith("ibm-2017");
  const options: SimulateOptions = {
    ...{ ...SETTING, fidelity: "fast", sample: 0.3, warmUp: 0.2 },
    policies: await policies("none", "lru", "belady"),
  };
  expect(simulate(streamed(workload), scenario, options)).toEqual(
    simulate(workload, scenario, options),
  );
});

test("bounds are refused", async () => {
  const bounds = { ...SETTING, fidelity: "fast" } as const;
  const scenario = await scenarioWith("ibm-2017");
  expect(() => boundCells(streamed(workload), scenario, bounds)).toThrow(
    "--bounds needs the whole",
  );
});
