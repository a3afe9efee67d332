/**
 * Responses in order of when they were sent, where they do not fit into memory: sorted a run at a time,
 * then merged. Ties keep the order of the input: within a run, and between runs.
 */

import type { Seconds } from "../units.ts";
import { ascending } from "./arrival-order.ts";
import type { ScratchFile } from "./random-access.ts";
import { ResponseColumns } from "./response-columns.ts";
import { ResponseFile, type ResponseRows } from "./response-file.ts";
import { type Rows, stretches } from "./trace-rows.ts";

/** Rows of a run that are read at once: at most, and at least however many runs there are. */
const MOST = 1 << 14;
const LEAST = 1 << 6;

export class SortedRuns {
  readonly #runs: Run[] = [];
  /** The runs that have a row left, as a heap: no run comes before its parent. */
  readonly #heap: Run[] = [];

  /**
   * Sorts the responses in runs of so many rows into the file; `origin` is a time in milliseconds near
   * theirs.
   */
  constructor(responses: Rows<ResponseRows>, origin: number, rows: number, file: ScratchFile) {
    const sorted = new ResponseFile(file);
    const runs = Math.ceil(responses.count / rows);
    const buffer = Math.max(LEAST, Math.min(MOST, Math.floor(rows / runs)));
    for (const run of stretches(responses, rows)) {
      const order = ascending(new ResponseColumns(run).sent(origin));
      const from = sorted.count;
      for (let at = 0; at < order.length; at += MOST) {
        sorted.append(picked(run, order.subarray(at, at + MOST)));
      }
      const to = sorted.count;
      this.#runs.push(new Run(this.#runs.length, { sorted, from, to, origin, buffer }));
    }
    for (const run of this.#runs) this.#add(run);
  }

  /** When the next was sent; `Infinity` where none is left. */
  get next(): Seconds {
    return this.#heap[0]?.sent ?? Number.POSITIVE_INFINITY;
  }

  /** Takes the next ones that were sent until then, at most so many, and puts them into the columns. */
  take(until: Seconds, most: number, into: ResponseColumns): void {
    let left = most;
    while (left > 0 && this.next <= until) {
      const run = this.#heap[0]!;
      // As long as no other run has one that comes before.
      const second = this.#second();
      do {
        run.moveTo(into);
        left--;
      } while (left > 0 && run.sent <= until && (second === undefined || before(run, second)));
      if (run.sent === Number.POSITIVE_INFINITY) {
        const last = this.#heap.pop()!;
        if (last !== run) this.#heap[0] = last;
      }
      this.#sink(0);
    }
  }

  #second(): Run | undefined {
    const [, left, right] = this.#heap;
    return left && right && before(right, left) ? right : left;
  }

  #add(run: Run): void {
    let at = this.#heap.push(run) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (before(this.#heap[parent]!, run)) break;
      this.#heap[at] = this.#heap[parent]!;
      at = parent;
    }
    this.#heap[at] = run;
  }

  #sink(from: number): void {
    const run = this.#heap[from];
    if (!run) return;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#heap.length) break;
      if (child + 1 < this.#heap.length && before(this.#heap[child + 1]!, this.#heap[child]!)) {
        child++;
      }
      if (before(run, this.#heap[child]!)) break;
      this.#heap[at] = this.#heap[child]!;
      at = child;
    }
    this.#heap[at] = run;
  }
}

/** Whether the next row of one run comes before that of another. */
function before(run: Run, other: Run): boolean {
  return run.sent < other.sent || (run.sent === other.sent && run.number < other.number);
}

interface RunSetting {
  readonly sorted: ResponseFile;
  /** Its rows there. */
  readonly from: number;
  readonly to: number;
  readonly origin: number;
  /** Rows that are read at once. */
  readonly buffer: number;
}

/** Sorted rows, gone through from the first to the last. */
class Run {
  readonly number: number;
  /** When the next row was sent; `Infinity` where none is left. */
  sent: Seconds = Number.POSITIVE_INFINITY;
  readonly #setting: RunSetting;
  /** The first row that is not in the buffer. */
  #row: number;
  #buffer: ResponseRows | undefined;
  #times: Float64Array = new Float64Array(0);
  #at = 0;

  constructor(number: number, setting: RunSetting) {
    this.number = number;
    this.#setting = setting;
    this.#row = setting.from;
    this.#fill();
  }

  /** Puts the next row into the columns, and goes on. */
  moveTo(into: ResponseColumns): void {
    const { ended, duration, object, client, repository, host } = this.#buffer!;
    const at = this.#at++;
    into.push(ended[at]!, duration[at]!, object[at]!, client[at]!, repository[at]!, host[at]!);
    if (this.#at < this.#times.length) this.sent = this.#times[this.#at]!;
    else this.#fill();
  }

  #fill(): void {
    const { sorted, to, origin, buffer } = this.#setting;
    const end = Math.min(this.#row + buffer, to);
    if (end === this.#row) {
      this.sent = Number.POSITIVE_INFINITY;
      this.#buffer = undefined;
      return;
    }
    this.#buffer = sorted.read(this.#row, end, this.#buffer);
    this.#times = new ResponseColumns(this.#buffer).sent(origin);
    this.#row = end;
    this.#at = 0;
    this.sent = this.#times[0]!;
  }
}

/** The responses at those places. */
function picked(responses: ResponseRows, places: Uint32Array): ResponseRows {
  const floats = (column: Float64Array): Float64Array =>
    Float64Array.from(places, (at) => column[at]!);
  const ids = (column: Uint32Array): Uint32Array => places.map((at) => column[at]!);
  return {
    count: places.length,
    ended: floats(responses.ended),
    duration: floats(responses.duration),
    object: ids(responses.object),
    client: ids(responses.client),
    repository: ids(responses.repository),
    host: ids(responses.host),
  };
}
