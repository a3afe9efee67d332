/** How far a sweep is and how long it has to go: a bar on stderr, on a terminal, after two seconds. */

import { SingleBar } from "cli-progress";
import type { Grid } from "./sweep-grid.ts";
import type { SweepListener } from "./sweep-run.ts";
import type { Task } from "./sweep-tasks.ts";

const PATIENCE_MS = 2000;
const INTERVAL_MS = 250;

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
    this.#bar ??= this.#start(total, amounts);
    this.#bar.setTotal(Math.max(total, done));
    this.#bar.update(done, amounts);
  }

  #start(total: number, amounts: object): SingleBar {
    const bar = new SingleBar({
      format: "sweeping {bar} {percentage} %  {cells}  {left}",
      barsize: 24,
      hideCursor: false,
      clearOnComplete: true,
      stream: process.stderr,
      barCompleteChar: "█",
      barIncompleteChar: "░",
    });
    bar.start(Math.max(total, 1), 0, amounts);
    return bar;
  }

  /** Requests that all runs will have replayed, where a trace not yet read is taken to be average. */
  #total(): number {
    const known = this.#requests.filter((requests) => requests !== undefined);
    const mean = known.reduce((sum, requests) => sum + requests, 0) / known.length;
    // A byte of a trace that has been read stands for as many requests in one that has not.
    const read = this.#grid.traces.filter((_, i) => this.#requests[i] !== undefined);
    const bytes = read.reduce((sum, trace) => sum + trace.bytes, 0) / read.length;
    let total = 0;
    for (const { trace, cells } of this.#tasks) {
      const scale = bytes > 0 ? this.#grid.traces[trace]!.bytes / bytes : 1;
      const requests = this.#requests[trace] ?? mean * scale;
      total += (1 + cells.length) * (Number.isNaN(requests) ? 1 : requests);
    }
    return total;
  }
}

function left(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return `${Math.ceil(milliseconds / 1000)} s left`;
  if (minutes < 90) return `${Math.ceil(minutes)} min left`;
  return `${(minutes / 60).toFixed(1)} h left`;
}
