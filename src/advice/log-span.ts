/** When a log was written. */

import type { TraceRecord } from "../trace/format.ts";
import type { RecordSink } from "../trace/read-trace.ts";

/** Listens to the records of a trace beside whoever makes requests of them. */
export class LogSpan implements RecordSink {
  /** When the first and the last response ended, in milliseconds since 1970. */
  #first = Number.POSITIVE_INFINITY;
  #last = 0;

  record({ timestamp }: TraceRecord): void {
    if (timestamp < this.#first) this.#first = timestamp;
    if (timestamp > this.#last) this.#last = timestamp;
  }

  damaged(): void {}

  ignored(): void {}

  /** ISO times; "" for a log whose records have no date. */
  dates(): { from: string; to: string } {
    if (this.#first < DATED) return { from: "", to: "" };
    const [from, to] = [this.#first, this.#last].map((time) =>
      Number.isFinite(time) && time > 0 ? new Date(time).toISOString() : "",
    );
    return { from: from!, to: to! };
  }
}

/** No registry is as old: such times count from the start of the log, or have no year. */
const DATED = Date.UTC(2013, 0);
