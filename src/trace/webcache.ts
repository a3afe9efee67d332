/**
 * The plain form in which cache simulators share traces, webcachesim's: `time id size` a line, with
 * more columns or without; or the same as comma-separated columns with a header, as libCacheSim's
 * `time,obj_id,obj_size`.
 */

import type { Position, TraceFormat, TraceReader, TraceSink } from "./format.ts";
import { Lines, OVERLONG } from "./lines.ts";
import { unitsToSecond } from "./log-time.ts";
import { ObjectRequests } from "./object-requests.ts";
import { problem } from "./record.ts";

/** What the three columns are called in a header. */
const TIME = /^(?:time|timestamp|clock_time|real_time|ts)$/i;
const OBJECT = /^(?:id|obj_id|objid|object|object_id|key|obj)$/i;
const SIZE = /^(?:size|obj_size|objsize|object_size|bytes)$/i;
const NUMBER = /^\d+(?:\.\d*)?$/;
/** Seconds of the year 9999. */
const LATEST = 253_402_300_800;

export const webcache: TraceFormat = {
  name: "webcache",
  summary: "webcachesim's text: time id size a line; or columns time,obj_id,obj_size",
  example: "1706954407 17 1000",
  matches: (text) => {
    const [first = "", ...more] = text.split("\n", 50);
    // What comes last may be cut off.
    const lines = more.length > 0 ? [first, ...more.slice(0, -1)] : [first];
    return header(first.trim().split(SEPARATOR)) !== undefined || lines.every(isNumbers);
  },
  reader: (sink) => new WebcacheReader(sink),
};

const SEPARATOR = /[\s,]+/;

function isNumbers(line: string): boolean {
  const columns = line.trim().split(/[ \t]+/);
  return columns.length >= 3 && columns.every((column) => NUMBER.test(column));
}

/** Where time, object and size stand, if these are the names of columns. */
function header(names: readonly string[]): readonly number[] | undefined {
  const columns = [TIME, OBJECT, SIZE].map((name) =>
    names.findIndex((column) => name.test(column)),
  );
  return columns.includes(-1) ? undefined : columns;
}

class WebcacheReader implements TraceReader {
  readonly #sink: TraceSink;
  readonly #requests: ObjectRequests;
  readonly #lines: Lines;
  readonly #numbers = new Map<string, number>();
  #columns: readonly number[] | undefined;
  /** Units of time to a second; undefined before the first request. */
  #unit: number | undefined;
  #records = 0;
  #byte: () => number = () => 0;
  readonly #position = (): Position => ({ record: this.#records, byte: this.#byte() });

  constructor(sink: TraceSink) {
    this.#sink = sink;
    this.#requests = new ObjectRequests(sink);
    this.#lines = new Lines({
      line: (line, byte) => this.#line(line, byte),
      overlong: (byte) => {
        this.#requests.flush();
        sink.damaged("malformed", { record: ++this.#records, byte }, OVERLONG);
      },
    });
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
    this.#requests.flush();
  }

  end(): void {
    this.#lines.end();
    this.#requests.end();
  }

  #line(line: string, byte: () => number): void {
    const fields = line.trim().split(SEPARATOR);
    if (fields.length === 1 && fields[0] === "") return;
    if (this.#columns === undefined) {
      const named = header(fields);
      this.#columns = named ?? [0, 1, 2];
      if (named) return;
    }
    this.#records++;
    this.#byte = byte;
    const [at, of, bytes] = this.#columns as [number, number, number];
    const time = number(fields[at]);
    const object = fields[of];
    const size = number(fields[bytes]);
    this.#unit ??= unitsToSecond(time);
    const seconds = time / this.#unit;
    if (!(seconds < LATEST)) this.#damaged(problem("time", fields[at], "a time in seconds"));
    else if (object === undefined) this.#damaged(problem("id", object, "an object"));
    else if (!Number.isSafeInteger(size)) {
      this.#damaged(problem("size", fields[bytes], "a whole number of bytes"));
    } else this.#requests.request(seconds, this.#numberOf(object), size, this.#position);
  }

  #numberOf(object: string): number {
    let number = this.#numbers.get(object);
    if (number === undefined) {
      number = this.#requests.numberOf(object);
      // A copy: a piece of a line would keep all of it.
      this.#numbers.set(` ${object}`.slice(1), number);
    }
    return number;
  }

  #damaged(what: string): void {
    this.#requests.flush();
    this.#sink.damaged("malformed", this.#position(), what);
  }
}

/** NaN for what is none. */
function number(field: string | undefined): number {
  return field !== undefined && NUMBER.test(field) ? Number(field) : Number.NaN;
}
