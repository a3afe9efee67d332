/**
 * The IBM records as CSV, as pandas and others write them: columns are found by the header's names,
 * in any order and among any others; sizes may be floats; times may have a space for the T, no
 * fraction, and no zone or a numeric one (none means UTC).
 */

import { parse } from "csv-parse/sync";
import { ByteQueue } from "./byte-queue.ts";
import type { TraceFormat, TraceReader, TraceSink } from "./format.ts";
import { toRecord } from "./record.ts";

const COLUMNS = [
  "timestamp",
  "http.request.duration",
  "http.request.method",
  "http.request.uri",
  "http.response.status",
  "http.response.written",
] as const;
const OPTIONAL_COLUMNS = ["http.request.remoteaddr", "host"] as const;

/** No record of an access log is longer; a quote that is never closed must not swallow the file. */
const MAX_RECORD_BYTES = 64 * 1024;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const MARK = [0xef, 0xbb, 0xbf];
const QUOTE = 0x22;

export const csv: TraceFormat = {
  name: "csv",
  summary: "comma-separated, a header line with the keys of ibm-json as column names",
  example:
    "timestamp,http.request.duration,http.request.method,http.request.uri,http.response.status,http.response.written",
  matches: (head) => COLUMNS.every((name) => head.split(/\r?\n/, 1)[0]!.includes(name)),
  reader: (sink) => new CsvReader(sink),
};

/**
 * Cuts lines, or more than one where a quote is open at the end of a line, and leaves the fields to
 * csv-parse: all lines at hand at once, or one by one where that fails. A record of several lines
 * that is no good is taken for one bad line, and reading resumes at the next.
 */
class CsvReader implements TraceReader {
  readonly #sink: TraceSink;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #queue = new ByteQueue();
  /** How far the record that begins at the queue's start has been read, and whether in quotes. */
  #scanned = 0;
  #quoted = false;
  /** Inside a line that is too long. */
  #dropping = false;
  /** Index after the first line of that record, once it has an end. */
  #secondLine = 0;
  /** Lines cut and not parsed yet, as start, end, start, end, …, and the offset of the first. */
  readonly #lines: number[] = [];
  #lineBase = 0;
  /** Where each of COLUMNS, then of OPTIONAL_COLUMNS, stands; undefined before the header. */
  #columns: readonly number[] | undefined;
  #width = 0;
  #records = 0;

  constructor(sink: TraceSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    const moved = this.#queue.append(chunk);
    this.#scanned -= moved;
    if (this.#secondLine > 0) this.#secondLine -= moved;
    this.#read(false);
  }

  end(): void {
    this.#read(true);
  }

  #read(last: boolean): void {
    const queue = this.#queue;
    for (;;) {
      while (this.#scanned < queue.end) {
        if (this.#dropping && !this.#skipLine()) break;
        if (this.#scanned === queue.end) break;
        const byte = queue.bytes[this.#scanned++]!;
        if (byte === QUOTE) this.#quoted = !this.#quoted;
        else if (byte === NEWLINE) {
          this.#secondLine ||= this.#scanned;
          if (!this.#quoted) this.#cut(this.#scanned);
        }
        if (this.#scanned - queue.start > MAX_RECORD_BYTES) this.#dropLine();
      }
      if (!last || queue.start === queue.end) break;
      if (this.#quoted) this.#dropLine();
      else this.#cut(queue.end);
    }
    this.#parseLines();
  }

  /** A record ends before `end`, which is where the next begins. */
  #cut(end: number): void {
    const { bytes, base } = this.#queue;
    const start = this.#queue.start + this.#mark(end);
    if (this.#secondLine < end && this.#secondLine > 0) {
      this.#parseLines();
      const row = this.#fields(start, end);
      if (row?.length !== this.#width) {
        this.#dropLine();
        return;
      }
      this.#row(row, base);
    } else if (end - start > 2 || (end > start && !isLineEnd(bytes[start]!))) {
      if (this.#lines.length === 0) this.#lineBase = base + start - this.#queue.start;
      this.#lines.push(start, end);
    }
    this.#next(end);
  }

  /** Bytes of the byte order mark at the beginning of the file; inside it the same bytes are a character. */
  #mark(end: number): number {
    const { bytes, start, base } = this.#queue;
    const marked = base === 0 && end - start >= MARK.length;
    return marked && MARK.every((byte, i) => bytes[start + i] === byte) ? MARK.length : 0;
  }

  /** Counts the first line of the record at hand as lost; the next record begins after it. */
  #dropLine(): void {
    this.#parseLines();
    const problem = this.#quoted
      ? "a quote that is never closed, or closed in vain"
      : "a line longer than 64 KiB";
    this.#damaged(problem, this.#queue.base);
    this.#dropping = this.#secondLine === 0;
    this.#next(this.#secondLine || this.#scanned);
  }

  /** Goes on to after the end of a line that is dropped; false where that is not at hand. */
  #skipLine(): boolean {
    const { bytes, end } = this.#queue;
    const newline = bytes.indexOf(NEWLINE, this.#scanned);
    this.#dropping = newline < 0 || newline >= end;
    this.#next(this.#dropping ? end : newline + 1);
    return !this.#dropping;
  }

  #next(start: number): void {
    this.#queue.consume(start);
    this.#scanned = start;
    this.#quoted = false;
    this.#secondLine = 0;
  }

  #parseLines(): void {
    const lines = this.#lines;
    if (lines.length === 0) return;
    const [first] = lines as [number];
    const rows = this.#rows(first, lines.at(-1)!);
    const together = rows?.length === lines.length / 2;
    for (let i = 0; i < lines.length; i += 2) {
      const byte = this.#lineBase + lines[i]! - first;
      const row = together ? rows[i / 2] : this.#fields(lines[i]!, lines[i + 1]!);
      if (row) this.#row(row, byte);
      else this.#damaged("not a line of comma-separated fields", byte);
    }
    lines.length = 0;
  }

  #fields(start: number, end: number): string[] | undefined {
    const rows = this.#rows(start, end);
    return rows?.length === 1 ? rows[0] : undefined;
  }

  #rows(start: number, end: number): string[][] | undefined {
    try {
      return parse(this.#decoder.decode(this.#queue.bytes.subarray(start, end)), {
        record_delimiter: ["\r\n", "\n"],
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
      });
    } catch {
      return undefined;
    }
  }

  #row(row: readonly string[], byte: number): void {
    if (!this.#columns) {
      this.#columns = [...COLUMNS, ...OPTIONAL_COLUMNS].map((name) => row.indexOf(name));
      this.#width = row.length;
      return;
    }
    if (row.length !== this.#width) {
      this.#damaged(`${row.length} fields where the header has ${this.#width}`, byte);
      return;
    }
    const [timestamp, duration, method, uri, status, written, client, host] = this.#columns.map(
      (at) => row[at],
    );
    const record = toRecord(
      timestamp && isoTime(timestamp),
      number(duration),
      method,
      uri,
      number(status),
      number(written),
      client,
      host,
    );
    if (typeof record === "string") {
      this.#damaged(record, byte);
      return;
    }
    const position = { record: ++this.#records, byte };
    this.#sink.record(record, () => position);
  }

  #damaged(problem: string, byte: number): void {
    this.#sink.damaged("malformed", { record: ++this.#records, byte }, problem);
  }
}

function isLineEnd(byte: number): boolean {
  return byte === NEWLINE || byte === RETURN;
}

/** The number in a field; undefined for an empty field, the text itself where it is no number. */
function number(text: string | undefined): number | string | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

/** `2017-06-20 00:00:03.589` and `2017-06-25 19:46:29+00:00` as ISO times. */
function isoTime(text: string): string {
  const iso = text.trim().replace(" ", "T");
  return /(?:Z|[+-]\d\d:?\d\d)$/i.test(iso) ? iso : `${iso}Z`;
}
