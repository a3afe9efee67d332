/** The threads of a sweep. */

import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { Cell } from "../metrics/cell.ts";
import type { Bytes } from "../units.ts";
import type { Workers } from "./run-tasks.ts";
import type { LoadedTrace, LoadOrder, ReplayOrder } from "./sweep-worker.ts";

export class WorkerPool implements Workers {
  readonly count: number;
  readonly #pool: Piscina;
  readonly #memory: Bytes | undefined;

  /** So many threads; requests of a trace may take so much `memory`. */
  constructor(count: number, memory?: Bytes) {
    this.count = count;
    this.#memory = memory;
    const kind = extname(fileURLToPath(import.meta.url));
    this.#pool = new Piscina({
      filename: new URL(`./sweep-worker${kind}`, import.meta.url).href,
      minThreads: 1,
      maxThreads: count,
      idleTimeout: Number.POSITIVE_INFINITY,
    });
  }

  get waiting(): number {
    return this.#pool.queueSize;
  }

  load(order: LoadOrder): Promise<LoadedTrace> {
    return this.#pool.run({ memory: this.#memory, ...order }, { name: "load" });
  }

  replay(order: ReplayOrder): Promise<Cell[]> {
    return this.#pool.run(order, { name: "replay" });
  }

  /** Ends the threads, whatever they are at. */
  async stop(): Promise<void> {
    await this.#pool.destroy();
  }
}
