/** Runs the tasks of a sweep over a queue: gives the orders, fetches what the workers found. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Queue } from "bullmq";
import { fromJson } from "../report/json.ts";
import { type OrderResult, openQueue, orderName, type QueuePlace } from "./cell-queue.ts";
import type { Grid } from "./grid.ts";
import type { GridOptions } from "./grid-of.ts";
import type { Failure, RunOptions } from "./run-tasks.ts";
import type { CellOrder } from "./saved-plan.ts";
import { SweepProgress } from "./sweep-progress.ts";
import type { Task } from "./tasks.ts";
import { untilStopped } from "./until-stopped.ts";

const POLL_MS = 250;
/** Orders are given again so often: a Redis that comes back empty has forgotten them. */
const REPEAT_MS = 5000;

/** @throws {InterruptedError} when the user stops it; workers finish what they are at. */
export async function sweepOnQueue(
  grid: Grid,
  tasks: readonly Task[],
  options: GridOptions,
  place: QueuePlace,
  keep: RunOptions["keep"],
): Promise<Failure[]> {
  if (tasks.length === 0) return [];
  const queue = await openQueue(place);
  const progress = new SweepProgress(grid, tasks);
  const outstanding = new Map<string, { order: CellOrder; task: Task; slot: number }>();
  for (const [slot, task] of tasks.entries()) {
    const { path } = grid.traces[task.trace]!;
    const order = { path, options, keys: task.cells.map(({ key }) => key) };
    outstanding.set(orderName(order), { order, task, slot });
  }
  const failures: Failure[] = [];
  try {
    await untilStopped(
      async (stopped) => {
        let given = Number.NEGATIVE_INFINITY;
        while (outstanding.size > 0 && !stopped()) {
          if (performance.now() - given > REPEAT_MS) {
            await give(queue, outstanding);
            given = performance.now();
          }
          await sleep(POLL_MS);
          for (const name of [...outstanding.keys()]) {
            const { task, slot } = outstanding.get(name)!;
            const answer = await fetched(queue, name);
            if (!answer) continue;
            for (const cell of task.cells) {
              const one = answer.found.find(({ key }) => key === cell.key);
              if (one) await keep(cell, one.result);
              else failures.push({ cell, problem: problemOf(answer, cell.key) });
            }
            outstanding.delete(name);
            await (await queue.getJob(name))?.remove();
            progress.done[slot] = requestsOf(answer) * (1 + task.cells.length);
            progress.finished(task.cells.length);
          }
        }
      },
      () => {},
    );
  } finally {
    progress.stop();
    await queue.close();
  }
  return failures;
}

async function give(
  queue: Queue,
  outstanding: ReadonlyMap<string, { order: CellOrder }>,
): Promise<void> {
  await queue.addBulk(
    [...outstanding].map(([name, { order }]) => ({ name, data: order, opts: { jobId: name } })),
  );
}

/** What came of an order; undefined as long as nothing did. */
async function fetched(queue: Queue, name: string): Promise<OrderResult | undefined> {
  const job = await queue.getJob(name);
  if (!job?.finishedOn) return undefined;
  if (job.failedReason) {
    const { keys } = job.data as CellOrder;
    return { found: [], failed: keys.map((key) => ({ key, problem: job.failedReason })) };
  }
  return fromJson(job.returnvalue) as OrderResult;
}

function problemOf({ failed }: OrderResult, key: string): string {
  return failed.find((one) => one.key === key)?.problem ?? "no result came back";
}

function requestsOf({ found }: OrderResult): number {
  return found[0]?.result.trace.requests ?? 0;
}
