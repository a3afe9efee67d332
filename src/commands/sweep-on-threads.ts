/** Runs the tasks of a sweep on the threads of this machine, with progress, until the user stops it. */

import type { Grid } from "./sweep-grid.ts";
import { SweepProgress } from "./sweep-progress.ts";
import { type Failure, type RunOptions, runTasks } from "./sweep-run.ts";
import type { Task } from "./sweep-tasks.ts";
import { untilStopped } from "./until-stopped.ts";
import { WorkerPool } from "./worker-pool.ts";

/** @throws {InterruptedError} when the user stops it. */
export async function sweepOnThreads(
  grid: Grid,
  tasks: readonly Task[],
  count: number,
  keep: RunOptions["keep"],
): Promise<Failure[]> {
  if (tasks.length === 0) return [];
  const workers = new WorkerPool(Math.min(count, tasks.length));
  const progress = new SweepProgress(grid, tasks);
  try {
    return await untilStopped(
      (stopped) =>
        runTasks(grid, tasks, { workers, keep, listener: progress, done: progress.done, stopped }),
      () => workers.stop(),
    );
  } finally {
    progress.stop();
    await workers.stop();
  }
}
