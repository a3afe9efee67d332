/** Runs the tasks of a sweep: reads each trace once, keeps the workers busy, keeps what is finished. */

import type { Cell } from "../metrics/cell.ts";
import { prefetches } from "../policy/catalog.ts";
import type { StoredCell } from "./cell-store.ts";
import type { Grid, PlannedCell } from "./grid.ts";
import type { LoadedTrace, LoadOrder, ReplayOrder } from "./sweep-worker.ts";
import { splitTask, type Task } from "./tasks.ts";
import { checkUnchanged } from "./unchanged.ts";

/** Whoever does the work. */
export interface Workers {
  readonly count: number;
  /** Orders that no worker has begun. */
  readonly waiting: number;
  load(order: LoadOrder): Promise<LoadedTrace>;
  replay(order: ReplayOrder): Promise<Cell[]>;
}

/** Told of what happens, for progress. */
export interface SweepListener {
  loaded(trace: number, requests: number): void;
  finished(cells: number): void;
}

/** A cell that could not be had, and why. */
export interface Failure {
  readonly cell: PlannedCell;
  readonly problem: string;
}

export interface RunOptions {
  readonly workers: Workers;
  readonly keep: (cell: PlannedCell, result: StoredCell) => Promise<void>;
  readonly listener: SweepListener;
  /** By task: requests replayed so far, over all its runs. In shared memory. */
  readonly done: Float64Array;
  /** True once the user has had enough: what fails from then on has not failed. */
  readonly stopped: () => boolean;
}

/**
 * Runs the tasks, which must be in order of trace; a cell that fails is set aside and the rest go
 * on. When a task fails its halves are tried apart, until the cells that fail stand alone.
 */
export async function runTasks(
  grid: Grid,
  tasks: readonly Task[],
  { workers, keep, listener, done, stopped }: RunOptions,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  const running = new Set<Promise<void>>();
  const fail = (cells: readonly PlannedCell[], error: unknown): void => {
    if (stopped()) return;
    for (const cell of cells) failures.push({ cell, problem: problemOf(error) });
  };

  const attempt = async (task: Task, slot: number, loaded: LoadedTrace): Promise<void> => {
    if (stopped()) return;
    let results: Cell[];
    try {
      results = await workers.replay({
        workload: loaded.workload,
        scenario: grid.scenarios[task.scenario]!,
        policies: task.policies,
        capacities: task.capacities,
        fidelity: grid.fidelity,
        seed: task.seed,
        warmUp: grid.warmUp,
        sample: grid.sample,
        done,
        slot,
      });
    } catch (error) {
      const halves = splitTask(task);
      if (halves.length === 0 || stopped()) fail(task.cells, error);
      for (const half of halves) await attempt(half, slot, loaded);
      return;
    }
    for (const [i, cell] of task.cells.entries()) {
      await keep(cell, { trace: loaded.summary, cell: results[i]! });
    }
    listener.finished(task.cells.length);
  };

  for (const { first, last } of sameWorkload(grid, tasks)) {
    // Only as many traces are held in memory as it takes to keep the workers busy.
    while (workers.waiting >= workers.count) await Promise.race(running);
    if (stopped()) break;
    let loaded: LoadedTrace;
    const { trace, seed } = tasks[first]!;
    try {
      const { path, generated } = grid.traces[trace]!;
      const { format, objects, limit } = grid;
      const manifests = grid.policies.some(prefetches);
      const slice = generated
        ? { from: grid.from, scale: grid.scale, days: grid.days, requests: grid.requests }
        : {};
      loaded = await workers.load({ path, format, objects, limit, seed, manifests, ...slice });
      checkUnchanged(grid.traces[trace]!);
    } catch (error) {
      for (let slot = first; slot <= last; slot++) fail(tasks[slot]!.cells, error);
      continue;
    }
    listener.loaded(trace, loaded.summary.requests);
    for (let slot = first; slot <= last; slot++) {
      const attempted = attempt(tasks[slot]!, slot, loaded).finally(() =>
        running.delete(attempted),
      );
      running.add(attempted);
    }
  }
  await Promise.all(running);
  return failures;
}

/** Ranges of tasks that replay the same workload. */
function sameWorkload({ traces }: Grid, tasks: readonly Task[]): { first: number; last: number }[] {
  const ranges: { first: number; last: number }[] = [];
  for (const [slot, task] of tasks.entries()) {
    const before = tasks[slot - 1];
    const same =
      before?.trace === task.trace && (before.seed === task.seed || !traces[task.trace]!.generated);
    if (same) ranges.at(-1)!.last = slot;
    else ranges.push({ first: slot, last: slot });
  }
  return ranges;
}

function problemOf(error: unknown): string {
  const { name, message } = error as Error;
  const ours = name === "Error" || name.endsWith("TraceError") || name === "UsageError";
  return ours ? message : `${name}: ${message}`;
}
