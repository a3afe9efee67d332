/** Runs the tasks of a sweep on this machine's threads, with progress, until the user stops it. */

import type { Bytes } from "../units.ts";
import { cachedWorkers } from "./cached-workers.ts";
import type { Grid } from "./grid.ts";
import { inThisThread, isLittle } from "./in-this-thread.ts";
import { type Failure, type RunOptions, runTasks } from "./run-tasks.ts";
import { SweepProgress } from "./sweep-progress.ts";
import type { Task } from "./tasks.ts";
import type { TraceCache } from "./trace-cache.ts";
import { untilStopped } from "./until-stopped.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** How many there are at most, and what the requests of a trace may take in memory. */
export interface Threads {
  readonly workers: number;
  /** Whether the user has asked for so many: of little to do, none is started otherwise. */
  readonly asked?: boolean;
  readonly memory?: Bytes;
}

/** Raw traces are converted into the cache. @throws {InterruptedError} when the user stops it. */
export async function sweepOnThreads(
  grid: Grid,
  tasks: readonly Task[],
  { workers: count, asked = false, memory }: Threads,
  keep: RunOptions["keep"],
  cache?: TraceCache,
): Promise<Failure[]> {
  if (tasks.length === 0) return [];
  const alone = !asked && isLittle(grid.traces, tasks);
  const pool = alone ? undefined : await poolOf(count, tasks, memory);
  const uncached = pool ?? inThisThread(memory);
  const workers = cache ? cachedWorkers(uncached, grid, cache) : uncached;
  const progress = new SweepProgress(grid, tasks);
  try {
    return await untilStopped(
      (stopped) =>
        runTasks(grid, tasks, { workers, keep, listener: progress, done: progress.done, stopped }),
      () => {
        cache?.stop();
        pool?.stop();
      },
    );
  } finally {
    progress.stop();
    await pool?.stop();
  }
}

async function poolOf(
  count: number,
  tasks: readonly Task[],
  memory: Bytes | undefined,
): Promise<WorkerPool> {
  // Not before somebody needs it: the library behind it takes its time to load.
  const { WorkerPool } = await import("./worker-pool.ts");
  return new WorkerPool(Math.min(count, tasks.length), memory);
}
