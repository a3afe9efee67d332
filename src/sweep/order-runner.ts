/**
 * Carries out orders of cells, on threads: the queue takes whoever does not answer for dead, and a
 * cell takes longer than that.
 */

import type { OrderResult } from "./cell-queue.ts";
import { runTasks, type Workers } from "./run-tasks.ts";
import { type CellOrder, orderedCells } from "./saved-plan.ts";
import type { LoadedTrace, LoadOrder } from "./sweep-worker.ts";
import { planTasks } from "./tasks.ts";
import { WorkerPool } from "./worker-pool.ts";

export class OrderRunner {
  readonly #pool: WorkerPool;
  /** The last trace that was read: the next order is likely to want it again. */
  #last: { name: string; loaded: Promise<LoadedTrace> } | undefined;

  constructor(threads: number) {
    this.#pool = new WorkerPool(threads);
  }

  /** @throws {PullsimError} where the cells would be others here. */
  async run(order: CellOrder): Promise<OrderResult> {
    const { grid, cells } = await orderedCells(order);
    const found: OrderResult["found"][number][] = [];
    const failures = await runTasks(grid, planTasks(cells), {
      workers: this.#workers(grid.traces[0]!.identity),
      keep: async ({ key }, result) => {
        found.push({ key, result });
      },
      listener: { loaded() {}, finished() {} },
      done: new Float64Array(new SharedArrayBuffer(8 * cells.length)),
      stopped: () => false,
    });
    return { found, failed: failures.map(({ cell, problem }) => ({ key: cell.key, problem })) };
  }

  async stop(): Promise<void> {
    await this.#pool.stop();
  }

  #workers(identity: string): Workers {
    const pool = this.#pool;
    return {
      count: pool.count,
      get waiting() {
        return pool.waiting;
      },
      load: (order) => this.#load(identity, order),
      replay: (order) => pool.replay(order),
    };
  }

  #load(identity: string, order: LoadOrder): Promise<LoadedTrace> {
    const name = JSON.stringify([identity, order]);
    if (this.#last?.name !== name) {
      const loaded = this.#pool.load(order);
      const last = { name, loaded };
      this.#last = last;
      loaded.catch(() => {
        if (this.#last === last) this.#last = undefined;
      });
    }
    return this.#last.loaded;
  }
}
