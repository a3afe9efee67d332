/** The library's simulation is the command line's, in slices. */

import { expect, test } from "vitest";
import { parsePolicy } from "../policy/catalog.ts";
import { lru } from "../policy/lru.ts";
import { parseScenario, preset } from "../scenario.ts";
import { simulate as simulateWorkload } from "../simulate.ts";
import { readTrace } from "./read-trace.ts";
import { simulate } from "./simulation.ts";

const trace = await readTrace("profile:syd01", { requests: 3000 });
const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));

test("gives what simulating in one go gives, whatever is a name and whatever an object", async () => {
  const options = { seed: 5, replications: 2, warmUp: 0.1 } as const;
  const policies = await Promise.all(["none", "lru", "r-cache"].map(parsePolicy));
  const cells = simulateWorkload(trace.workload, scenario, {
    ...options,
    policies,
    capacities: [1e8, 2 ** 30],
    fidelity: "full",
  });
  const sizes = ["100 MB", 2 ** 30];
  const named = await simulate(trace, { ...options, capacities: sizes }).result;
  expect(named.cells).toEqual(cells);
  expect(named).toMatchObject({ schema: 1, seed: 5, replications: 2, warmUp: 0.1, replay: "open" });
  expect(named.trace).toMatchObject({ name: "syd01", requests: trace.workload.requests.count });
  const objects = { policies: ["none", { ...lru }, policies[2]!], scenario };
  const made = await simulate(trace, { ...options, ...objects, capacities: sizes }).result;
  expect(made.cells).toEqual(cells);
});

test("tells how far it is, from less to all", async () => {
  const simulation = simulate(trace, { fidelity: "fast", policies: ["lru", "fifo"] });
  const shares: number[] = [];
  for await (const { done, total } of simulation) shares.push(done / total);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  expect((await simulation.result).cells).toHaveLength(2 * 9);
});

test("is stopped by a signal, before and while it runs", async () => {
  const reason = new Error("enough");
  const before = simulate(trace, { signal: AbortSignal.abort(reason) });
  await expect(before.result).rejects.toBe(reason);
  const stop = new AbortController();
  const running = simulate(trace, { signal: stop.signal, replications: 50 });
  const watching = async (): Promise<void> => {
    for await (const { done } of running) if (done > 0) stop.abort(reason);
  };
  await expect(watching()).rejects.toBe(reason);
  await expect(running.result).rejects.toBe(reason);
});

test.each([
  [{ policies: ["lrv"] }, /there is no policy "lrv"/],
  [{ scenario: "mars" }, /there is no scenario "mars"/],
  [{ capacities: ["1 furlong"] }, /furlong/],
  [{ fidelity: "fast", replay: "closed" }, /a closed replay needs --fidelity full/],
] as const)("%j is rejected with one clear line", async (options, message) => {
  await expect(simulate(trace, options).result).rejects.toThrow(message);
});

test("reading is told of, and stopped", async () => {
  const told: number[] = [];
  await readTrace("profile:syd01", { requests: 500, progress: (done) => told.push(done) });
  expect(told.length).toBeGreaterThan(0);
  const reason = new Error("enough");
  const options = { requests: 500, signal: AbortSignal.abort(reason) };
  await expect(readTrace("profile:syd01", options)).rejects.toBe(reason);
  const stop = new AbortController();
  const stopping = { progress: () => stop.abort(reason), signal: stop.signal };
  await expect(readTrace("traces/synthetic-syd01.json.zst", stopping)).rejects.toBe(reason);
});
