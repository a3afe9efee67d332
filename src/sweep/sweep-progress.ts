/** How far a sweep is and how long it has to go: a bar on stderr, on a terminal, after two seconds. */

import type { SingleBar } from "cli-progress";
import { startBar } from "../input/start-bar.ts";
import type { Grid } from "./grid.ts";
import type { SweepListener } from "./run-tasks.ts";
import type { Task } from "./tasks.ts";

const PATIENCE_MS = 2000;
const INTERVAL_MS = 250;
const FORMAT = "sweeping {bar} {percentage} %  {cells}  {left}";

export class SweepProgress implements SweepListener {
  /** By task: requests replayed so far, over all its runs. In shared memory. */
  readonly done: Float64Array;
  readonly #grid: Grid;
  readonly #tasks: readonly Task[];
  /** By trace; undefined until it has been read. */
  readonly #requests: (number | undefined)[];
  readonly #started = Date.now();
  readonly #cells: number;
  #finished = 0;
  #bar: SingleBar | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(grid: Grid, tasks: readonly Task[]) {
    this.#grid = grid;
    this.#tasks = tasks;
    this.#requests = grid.traces.map(() => undefined);
    this.#cells = tasks.reduce((sum, { cells }) => sum + cells.length, 0);
    this.done = new Float64Array(new SharedArrayBuffer(8 * tasks.length));
    if (process.stderr.isTTY) {
      this.#timer = setInterval(() => this.#draw(), INTERVAL_MS);
      this.#timer.unref();
    }
  }

  loaded(trace: number, requests: number): void {
    this.#requests[trace] = requests;
  }

  finished(cells: number): void {
    this.#finished += cells;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#bar?.stop();
  }

  #draw(): void {
    const elapsed = Date.now() - this.#started;
    if (elapsed < PATIENCE_MS) return;
    const done = this.done.reduce((sum, requests) => sum + requests, 0);
    const total = this.#total();
    const amounts = {
      cells: `${this.#finished} of ${this.#cells} cells`,
      left: done > 0 && total > done ? left((elapsed * (total - done)) / done) : "",
    };
    this.#bar ??= startBar(FORMAT, Math.max(total, 1), amounts);
    this.#bar.setTotal(Math.max(total, done));
    this.#bar.update(done, amounts);
  }

  /** Requests that all runs will have replayed; a guess for what has not been read yet. */
  #total(): number {
    return this.#tasks.reduce((sum, { trace, cells }) => {
      const requests = this.#requests[trace] ?? this.#grid.traces[trace]!.expected;
      // A sample is replayed once as a whole, and once more in groups.
      const replayed = 2 * (this.#grid.sample ?? 0.5);
      return sum + (1 + cells.length) * requests * replayed;
    }, 0);
  }
}

function left(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return `${Math.ceil(milliseconds / 1000)} s left`;
  if (minutes < 90) return `${Math.ceil(minutes)} min left`;
  return `${(minutes / 60).toFixed(1)} h left`;
}
