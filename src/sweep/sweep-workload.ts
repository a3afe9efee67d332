/** A sweep over one workload that is in memory already: its cells are kept nowhere. */

import { PullsimError } from "../errors.ts";
import type { TraceSummary } from "../report/document.ts";
import type { SweepDocument } from "../report/sweep-document.ts";
import type { Workload } from "../request.ts";
import { shareWorkload } from "../workload/shared-workload.ts";
import type { StoredCell } from "./cell-store.ts";
import { collect } from "./collect.ts";
import { distinct, type Grid, plan } from "./grid.ts";
import { inThisThread, isLittle } from "./in-this-thread.ts";
import { runTasks, type Workers } from "./run-tasks.ts";
import { SweepProgress } from "./sweep-progress.ts";
import { planTasks } from "./tasks.ts";
import { WorkerPool } from "./worker-pool.ts";

/** What is swept over, and how; `full` fidelity, one seed, no warm-up. */
export interface WorkloadSweep
  extends Pick<Grid, "scenarios" | "policies" | "capacities" | "objects"> {
  readonly seed: number;
  readonly workers: number;
}

/** Replays a workload under every scenario, policy and capacity. @throws {PullsimError} `CELLS`. */
export async function sweepWorkload(
  { workload, summary }: { workload: Workload; summary: TraceSummary },
  { scenarios, policies, capacities, objects, seed, workers }: WorkloadSweep,
  command: string,
): Promise<SweepDocument> {
  const { name } = workload;
  const expected = workload.requests.count;
  const grid: Grid = {
    ...{ scenarios, policies, capacities, objects, seeds: [seed] },
    traces: [{ path: name, name, identity: name, expected, generated: false }],
    fidelity: "full",
    warmUp: { warmUp: 0, warmUpSeconds: 0 },
    bounds: false,
  };
  const cells = plan(grid, "");
  const each = distinct(cells);
  const tasks = planTasks(each);
  const pool = isLittle(grid.traces, tasks)
    ? undefined
    : new WorkerPool(Math.min(workers, tasks.length));
  const threads = pool ?? inThisThread();
  const loaded = { workload: pool ? shareWorkload(workload) : workload, summary };
  const inMemory: Workers = {
    count: threads.count,
    get waiting() {
      return threads.waiting;
    },
    load: () => Promise.resolve(loaded),
    replay: (order) => threads.replay(order),
  };
  const progress = new SweepProgress(grid, tasks);
  const results = new Map<string, StoredCell>();
  const failures = await runTasks(grid, tasks, {
    workers: inMemory,
    keep: async ({ key }, result) => {
      results.set(key, result);
    },
    listener: progress,
    done: progress.done,
    stopped: () => false,
  });
  progress.stop();
  await pool?.stop();
  const [failure] = failures;
  if (failure) {
    throw new PullsimError("CELLS", `policy ${failure.cell.policy}: ${failure.problem}`);
  }
  return collect(grid, cells, results, command);
}
