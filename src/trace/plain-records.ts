/**
 * Reads the records that look like others before them straight from the bytes. What it gives is what
 * `JSON.parse` and {@link toRecord} would; whatever it is not sure of it leaves to them.
 */

import type { Position, TraceRecord } from "./format.ts";
import { isDuration, LATEST } from "./record.ts";
import { FIELD, patternOf, type RecordPattern } from "./record-pattern.ts";
import { TextTable } from "./text-table.ts";
import { LOOK_AHEAD, ValueReader } from "./value-reader.ts";

/** A log has few: some records lack a field. */
const MAX_PATTERNS = 4;
/** No record of an access log is longer. */
const MAX_BYTES = 64 * 1024;

export class PlainRecords {
  readonly #emit: (record: TraceRecord, position: () => Position) => void;
  readonly #values = new ValueReader();
  /** The one that fitted last comes first. */
  readonly #patterns: RecordPattern[] = [];
  readonly #methods = new TextTable();
  readonly #uris = new TextTable();
  readonly #clients = new TextTable();
  readonly #hosts = new TextTable();

  constructor(emit: (record: TraceRecord, position: () => Position) => void) {
    this.#emit = emit;
  }

  /** Learns the look of a record, a whole and valid object. */
  learn(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > MAX_BYTES) return;
    const pattern = patternOf(bytes, from, to);
    if (!pattern || this.#patterns.some(({ text }) => text === pattern.text)) return;
    this.#patterns.unshift(pattern);
    this.#patterns.length = Math.min(this.#patterns.length, MAX_PATTERNS);
  }

  /**
   * Reads the record that begins at `from`, if it is whole before `to`. Index after it; -1 for one
   * that it does not know how to read.
   */
  read(bytes: Uint8Array, from: number, to: number, position: () => Position): number {
    const end = Math.min(to, from + MAX_BYTES, bytes.length - LOOK_AHEAD);
    for (let i = 0; i < this.#patterns.length; i++) {
      const pattern = this.#patterns[i]!;
      this.#values.open(bytes, from, end);
      if (!this.#fits(pattern, position)) continue;
      if (i > 0) {
        this.#patterns.splice(i, 1);
        this.#patterns.unshift(pattern);
      }
      return this.#values.at;
    }
    return -1;
  }

  #fits({ fields, frames }: RecordPattern, position: () => Position): boolean {
    const values = this.#values;
    let timestamp = Number.NaN;
    let duration = Number.NaN;
    let status = Number.NaN;
    let method: string | undefined;
    let uri: string | undefined;
    let written: number | undefined;
    let client: string | undefined = "";
    let host: string | undefined = "";
    for (let i = 0; ; i++) {
      const { words, short, length } = frames[i]!;
      if (!values.skip(words, short, length)) return false;
      if (i === fields.length) break;
      switch (fields[i]) {
        case FIELD.otherText:
          if (!values.skipText()) return false;
          break;
        case FIELD.timestamp:
          timestamp = values.time();
          if (!(timestamp >= 0 && timestamp < LATEST)) return false;
          break;
        case FIELD.duration:
          duration = values.number();
          if (!isDuration(duration)) return false;
          break;
        case FIELD.method:
          method = values.text(this.#methods);
          if (method === undefined) return false;
          break;
        case FIELD.uri:
          uri = values.text(this.#uris);
          if (uri === undefined) return false;
          break;
        case FIELD.status:
          status = values.number();
          if (!Number.isSafeInteger(status)) return false;
          break;
        case FIELD.written:
          written = values.number();
          if (!Number.isSafeInteger(written)) return false;
          break;
        case FIELD.client:
          client = values.text(this.#clients);
          if (client === undefined) return false;
          break;
        case FIELD.host:
          host = values.text(this.#hosts);
          if (host === undefined) return false;
          break;
        default:
          if (Number.isNaN(values.number())) return false;
      }
    }
    this.#emit(
      {
        timestamp,
        duration,
        method: method!,
        uri: uri!,
        status,
        written,
        client: client!,
        host: host!,
      },
      position,
    );
    return true;
  }
}
