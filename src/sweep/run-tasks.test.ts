/** A task that fails is taken apart until the cells that fail stand alone. */

import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Cell } from "../metrics/cell.ts";
import { parsePolicy } from "../policy/catalog.ts";
import { parseScenario, preset } from "../scenario.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import type { StoredCell } from "./cell-store.ts";
import { type Grid, plan } from "./grid.ts";
import { runTasks, type Workers } from "./run-tasks.ts";
import { planTasks } from "./tasks.ts";
import { traceInput } from "./trace-input.ts";

const folder = temporaryFolder();

const grid: Grid = {
  traces: ["a", "b"].map((name) => ({
    path: name,
    name,
    identity: name,
    expected: 1,
    generated: false,
  })),
  scenarios: [await parseScenario("ibm-2017", preset("ibm-2017"))],
  policies: await Promise.all(["none", "lru", "fifo"].map(parsePolicy)),
  bounds: false,
  capacities: [1, 2, 3],
  seeds: [1],
  fidelity: "fast",
  warmUp: { warmUp: 0, warmUpSeconds: 0 },
  objects: "blobs",
};

/** Fails whenever it is asked for a policy at a capacity of the list. */
function workersThatFail(...at: readonly [string, number][]): Workers & { loads: string[] } {
  return {
    count: 1,
    waiting: 0,
    loads: [],
    async load({ path }) {
      this.loads.push(path);
      const summary = { name: path, records: 1, requests: 1, objects: 1, footprintBytes: 1 };
      return { workload: {} as never, summary: { ...summary, skipped: {} } };
    },
    async replay({ policies, capacities }) {
      for (const [policy, capacity] of at) {
        if (policies.includes(policy) && capacities.includes(capacity)) throw new Error("broken");
      }
      return policies.flatMap((policy) =>
        capacities.map((capacityBytes) => ({ policy, capacityBytes }) as Cell),
      );
    },
  };
}

async function run(workers: Workers, over = grid) {
  const kept: string[] = [];
  const cells = plan(over, "code");
  const failures = await runTasks(over, planTasks(cells), {
    workers,
    keep: async ({ trace, policy, capacity }, { cell }: StoredCell) => {
      expect([cell.policy, cell.capacityBytes]).toEqual([policy, capacity]);
      kept.push(`${trace} ${cell.policy} ${capacity}`);
    },
    listener: { loaded() {}, finished() {} },
    done: new Float64Array(9),
    stopped: () => false,
  });
  return { kept, failures, cells };
}

test("only the cells that fail are lost", async () => {
  const { kept, failures, cells } = await run(workersThatFail(["lru", 2], ["fifo", 3]));
  const lost = failures.map(({ cell }) => `${cell.trace} ${cell.policy} ${cell.capacity}`);
  expect(lost.sort()).toEqual(["0 fifo 3", "0 lru 2", "1 fifo 3", "1 lru 2"]);
  expect(new Set(kept).size).toBe(cells.length - 4);
  expect(failures[0]!.problem).toBe("broken");
});

test("each trace is read once", async () => {
  const workers = workersThatFail();
  await run(workers);
  expect(workers.loads).toEqual(["a", "b"]);
});

test("a trace that has changed since its digest was taken gives no cell", async () => {
  const file = join(folder, "growing.log");
  writeFileSync(file, "before");
  const changing = { ...grid.traces[0]!, ...(await traceInput(file, {})) };
  const one = { ...grid, traces: [changing] };
  const workers = workersThatFail();
  expect((await run(workers, one)).failures).toEqual([]);
  appendFileSync(file, " and after");
  const { kept, failures } = await run(workers, one);
  expect(kept).toEqual([]);
  expect(failures[0]!.problem).toBe(
    `${file}: it has changed since the sweep began: copy it, and sweep over the copy`,
  );
});

test("a policy without a capacity is one cell, whatever the capacities", async () => {
  const policies = await Promise.all(["infinite", "lru"].map(parsePolicy));
  const keys = plan({ ...grid, policies }, "code").map(({ key }) => key);
  // Two traces, of each one cell for infinite and three for lru.
  expect(new Set(keys).size).toBe(2 * (1 + 3));
});

test("every part of a cell's identity is in its key", () => {
  const keys = (grids: Grid[], code = "code") =>
    grids.flatMap((g) => plan(g, code)).map((c) => c.key);
  const variants: Grid[] = [
    grid,
    { ...grid, seeds: [2] },
    { ...grid, fidelity: "full" },
    { ...grid, warmUp: { warmUp: 0.5, warmUpSeconds: 0 } },
    { ...grid, warmUp: { warmUp: 0, warmUpSeconds: 1 } },
    { ...grid, objects: "all" },
    { ...grid, limit: 5 },
    { ...grid, sample: 0.5 },
    { ...grid, capacities: [4, 5, Number.POSITIVE_INFINITY] },
    { ...grid, scenarios: [{ ...grid.scenarios[0]!, name: "other" }] },
    { ...grid, traces: grid.traces.map((trace) => ({ ...trace, identity: `${trace.identity}2` })) },
  ];
  const all = [...keys(variants), ...keys([grid], "other code")];
  expect(new Set(all).size).toBe(all.length);
});

test("for several workers the last tasks are halved, each with as many runs", async () => {
  const wide = { ...grid, capacities: Array.from({ length: 9 }, (_, i) => i + 1) };
  const cells = plan(wide, "code");
  const shape = (workers: number) =>
    planTasks(cells, workers).map(({ policies, capacities }) => [policies, capacities.length]);
  expect(shape(1).slice(-2)).toEqual([
    [["none", "lru"], 9],
    [["fifo"], 9],
  ]);
  expect(shape(2).slice(-4)).toEqual([
    [["none", "lru"], 4],
    [["none", "lru"], 5],
    [["fifo"], 4],
    [["fifo"], 5],
  ]);
  const halved = planTasks(cells, 2).flatMap((task) => task.cells);
  expect(new Set(halved)).toEqual(new Set(cells));
  expect(halved.length).toBe(cells.length);
});
