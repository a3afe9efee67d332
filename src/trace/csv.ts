/**
 * The IBM records as CSV, as pandas and others write them: columns are found by the header's names,
 * in any order and among any others; sizes may be floats; times may have a space for the T, no
 * fraction, and no zone or a numeric one (none means UTC).
 */

import { parse } from "csv-parse";
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

/** No line of an access log is longer; a quote that is never closed must not swallow the file. */
const MAX_RECORD_CHARACTERS = 1 << 20;

export const csv: TraceFormat = {
  name: "csv",
  summary: "comma-separated, a header line with the keys of ibm-json as column names",
  matches: (head) => COLUMNS.every((name) => head.split(/\r?\n/, 1)[0]!.includes(name)),
  reader: (sink) => new CsvReader(sink),
};

class CsvReader implements TraceReader {
  readonly #sink: TraceSink;
  readonly #parser;
  readonly #done: Promise<void>;
  /** Where each of COLUMNS, then of OPTIONAL_COLUMNS, stands; undefined before the header. */
  #columns: readonly number[] | undefined;
  #records = 0;
  #width = 0;
  /** Offset after the record read last, which is where the next begins. */
  #byte = 0;

  constructor(sink: TraceSink) {
    this.#sink = sink;
    this.#parser = parse({
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      // Returning nothing keeps records out of the stream: they are dealt with here and now.
      on_record: (row) => {
        const { record, info } = row as unknown as { record: string[]; info: { bytes: number } };
        this.#row(record);
        this.#byte = info.bytes;
        return null;
      },
      on_skip: (error) => {
        this.#damaged(error?.message ?? "not a CSV record");
        if (typeof error?.bytes === "number") this.#byte = error.bytes;
        return undefined;
      },
    });
    this.#done = new Promise((resolve, reject) => {
      this.#parser.on("end", resolve);
      this.#parser.on("error", reject);
    });
    // A failure is reported by end(); until then nobody listens, and that is not an unhandled one.
    this.#done.catch(() => {});
    this.#parser.resume();
  }

  push(chunk: Uint8Array): void {
    this.#parser.write(chunk);
  }

  end(): Promise<void> {
    this.#parser.end();
    return this.#done;
  }

  #row(row: readonly string[]): void {
    if (!this.#columns) {
      this.#columns = [...COLUMNS, ...OPTIONAL_COLUMNS].map((name) => row.indexOf(name));
      this.#width = row.length;
      return;
    }
    if (row.length !== this.#width) {
      this.#damaged(`${row.length} fields where the header has ${this.#width}`);
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
    if (typeof record === "string") this.#damaged(record);
    else {
      const position = { record: ++this.#records, byte: this.#byte };
      this.#sink.record(record, () => position);
    }
  }

  #damaged(problem: string): void {
    const position = { record: ++this.#records, byte: this.#byte };
    this.#sink.damaged("malformed", position, problem);
  }
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
