/** Runs the tasks of a sweep on the threads of this machine, with progress, until the user stops it. */

import type { Bytes } from "../units.ts";
import { cachedWorkers } from "./cached-workers.ts";
import type { Grid } from "./grid.ts";
import { type Failure, type RunOptions, runTasks } from "./run-tasks.ts";
import { SweepProgress } from "./sweep-progress.ts";
import type { Task } from "./tasks.ts";
import type { TraceCache } from "./trace-cache.ts";
import { untilStopped } from "./until-stopped.ts";
import { WorkerPool } from "./worker-pool.ts";

/** How many there are at most, and what the requests of a trace may take in memory. */
export interface Threads {
  readonly workers: number;
  readonly memory?: Bytes;
}

/** Raw traces are converted into the cache. @throws {InterruptedError} when the user stops it. */
export async function sweepOnThreads(
  grid: Grid,
  tasks: readonly Task[],
  { workers: count, memory }: Threads,
  keep: RunOptions["keep"],
  cache?: TraceCache,
): Promise<Failure[]> {
  if (tasks.length === 0) return [];
  const pool = new WorkerPool(Math.min(count, tasks.length), memory);
  const workers = cache ? cachedWorkers(pool, grid, cache) : pool;
  const progress = new SweepProgress(grid, tasks);
  try {
    return await untilStopped(
      (stopped) =>
        runTasks(grid, tasks, { workers, keep, listener: progress, done: progress.done, stopped }),
      () => {
        cache?.stop();
        pool.stop();
      },
    );
  } finally {
    progress.stop();
    await pool.stop();
  }
}
