/**
 * Cuts JSON objects out of a stream of bytes: the elements of one array, pretty-printed or compact,
 * or one object a line. `JSON.parse` does the parsing, of whole batches where it can.
 *
 * What a record is, is defined by the slow path: an object ends where its braces balance. One that
 * breaks JSON's grammar first, or that is nested or long beyond reason, is damaged, and reading
 * resumes at the next opening brace after its start that begins an object: the first on its line,
 * or one after a comma or a closing brace. The fast path takes a batch up to its last closing brace
 * and is believed only where it must agree: every element an object, and no other brace or bracket.
 */

import type { Damage, Position } from "./format.ts";
import { JsonScanner, show } from "./json-scanner.ts";

/** Bytes handed to `JSON.parse` at once: above 128 KiB of text it is four times slower. */
const BATCH_BYTES = 64 * 1024;

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;

/** Receives the objects in order, and the places where there should have been one. */
export interface JsonSink {
  object(value: Readonly<Record<string, unknown>>, position: () => Position): void;
  damaged(reason: Damage, position: Position, problem: string): void;
  warn(problem: string): void;
}

export class JsonRecords {
  readonly #sink: JsonSink;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #scanner = new JsonScanner();
  /** Bytes not yet dealt with are those from `start` to `end`; the byte at `start` is number `base`. */
  #bytes = new Uint8Array(2 * BATCH_BYTES);
  #start = 0;
  #end = 0;
  #base = 0;
  /** Whether the scanner is inside the object that begins at `start`, and has read up to `scanned`. */
  #inside = false;
  #scanned = 0;
  /** While looking for the next object after damage: how far it has been looked for. */
  #lost = false;
  /** No batch is tried before this place again. */
  #slowUntil = 0;
  #records = 0;
  #opened: "array" | "lines" | undefined;
  #closed = false;

  constructor(sink: JsonSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    this.#append(chunk);
    this.#read(false);
  }

  end(): void {
    this.#read(true);
    if (this.#opened === "array" && !this.#closed) {
      this.#sink.warn("the array is not closed: the file seems to be cut off");
    }
  }

  #append(chunk: Uint8Array): void {
    const kept = this.#end - this.#start;
    if (this.#end + chunk.length > this.#bytes.length) {
      const into =
        kept + chunk.length > this.#bytes.length
          ? new Uint8Array(2 * (kept + chunk.length))
          : this.#bytes;
      into.set(this.#bytes.subarray(this.#start, this.#end));
      this.#scanned -= this.#start;
      this.#slowUntil -= this.#start;
      this.#bytes = into;
      this.#start = 0;
      this.#end = kept;
    }
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** Deals with the bytes at hand. With `last`, whatever is unfinished stays so. */
  #read(last: boolean): void {
    for (;;) {
      if (this.#lost && !this.#resync(last)) return;
      if (!this.#inside) {
        if (!this.#skipSeparators()) return;
        if (this.#bytes[this.#start] !== OPEN_BRACE) {
          this.#damage(
            "malformed",
            `${show(this.#bytes[this.#start]!)} where a record was expected`,
          );
          continue;
        }
        if (this.#start >= this.#slowUntil && this.#batch()) continue;
        this.#inside = true;
        this.#scanner.reset();
        this.#scanned = this.#start;
      }
      const scan = this.#scanner.scan(this.#bytes, this.#scanned, this.#end);
      this.#scanned = this.#scanner.at;
      if (scan === "complete") this.#complete();
      else if (scan === "damaged") this.#damage("malformed", this.#scanner.problem);
      else if (!last) return;
      else if (this.#candidate(this.#start + 1, true) < this.#end) {
        this.#damage("malformed", "an object that is never closed");
      } else {
        this.#damage("truncated", "the file ends inside a record");
        return;
      }
    }
  }

  /** Moves `start` past what stands between records. False when there is nothing else at hand. */
  #skipSeparators(): boolean {
    let at = this.#start;
    for (; at < this.#end; at++) {
      const byte = this.#bytes[at]!;
      if (isSpace(byte)) continue;
      if (byte === OPEN_BRACKET && (this.#opened === undefined || this.#closed)) {
        this.#opened = "array";
        this.#closed = false;
      } else if (byte === CLOSE_BRACKET && this.#opened === "array") this.#closed = true;
      else if (byte !== COMMA) break;
    }
    this.#consume(at);
    if (at === this.#end) return false;
    this.#opened ??= "lines";
    return true;
  }

  /** Parses the records up to the last closing brace of a batch at once, if that is safe. */
  #batch(): boolean {
    const limit = Math.min(this.#end, this.#start + BATCH_BYTES);
    const last = this.#bytes.lastIndexOf(CLOSE_BRACE, limit - 1);
    // Anything before `start` belongs to records that have been dealt with.
    if (last <= this.#start) return false;
    const batch = this.#bytes.subarray(this.#start, last + 1);
    const objects = this.#parse(batch);
    if (!objects) {
      this.#slowUntil = last + 1;
      return false;
    }
    const base = this.#base;
    const first = this.#records + 1;
    for (let i = 0; i < objects.length; i++) {
      this.#records++;
      this.#sink.object(objects[i]!, () => ({
        record: first + i,
        byte: base + nthBrace(batch, i),
      }));
    }
    this.#consume(last + 1);
    return true;
  }

  #parse(batch: Uint8Array): Record<string, unknown>[] | undefined {
    if (batch.includes(OPEN_BRACKET)) return undefined;
    let text = this.#decoder.decode(batch);
    if (this.#opened === "lines") text = text.replace(/\}\r?\n\{/g, "},{");
    let values: unknown[];
    try {
      values = JSON.parse(`[${text}]`);
    } catch {
      return undefined;
    }
    let braces = 0;
    for (let at = batch.indexOf(OPEN_BRACE); at >= 0; at = batch.indexOf(OPEN_BRACE, at + 1))
      braces++;
    const flat = braces === values.length && values.every(isObject);
    return flat ? (values as Record<string, unknown>[]) : undefined;
  }

  #complete(): void {
    this.#inside = false;
    const text = this.#decoder.decode(this.#bytes.subarray(this.#start, this.#scanned));
    const position = { record: this.#records + 1, byte: this.#base };
    let value: Record<string, unknown>;
    try {
      value = JSON.parse(text);
    } catch (error) {
      this.#records++;
      this.#sink.damaged("malformed", position, (error as Error).message.replace(/\s+/g, " "));
      this.#consume(this.#scanned);
      return;
    }
    this.#records++;
    this.#sink.object(value, () => position);
    this.#consume(this.#scanned);
  }

  /** Counts the record that should have begun at `start` as lost, and looks for the next. */
  #damage(reason: Damage, problem: string): void {
    this.#records++;
    this.#sink.damaged(reason, { record: this.#records, byte: this.#base }, problem);
    this.#inside = false;
    this.#lost = reason === "malformed";
    this.#scanned = this.#start + 1;
    if (reason === "truncated") this.#consume(this.#end);
  }

  /** Goes on to the next object after damage. False when it is not in the bytes at hand. */
  #resync(last: boolean): boolean {
    const next = this.#candidate(this.#scanned, last);
    if (next === this.#end && !last) {
      // The bytes already looked at hold no beginning; but what decides about the next one is kept.
      this.#forget();
      return false;
    }
    this.#lost = false;
    this.#consume(next);
    return next < this.#end;
  }

  /** Index of the first byte from `from` on that begins an object; `end` if there is none. */
  #candidate(from: number, last: boolean): number {
    for (let at = from; ; at++) {
      at = this.#bytes.indexOf(OPEN_BRACE, at);
      if (at < 0 || at >= this.#end) return this.#end;
      let before = at - 1;
      let newline = false;
      while (before > this.#start && isSpace(this.#bytes[before]!)) {
        newline ||= this.#bytes[before] === NEWLINE;
        before--;
      }
      if (newline) return at;
      const previous = this.#bytes[before];
      if (previous !== COMMA && previous !== CLOSE_BRACE) continue;
      let after = at + 1;
      while (after < this.#end && isSpace(this.#bytes[after]!)) after++;
      // Not known yet: ask again when there is more.
      if (after === this.#end && !last) return this.#end;
      const next = this.#bytes[after];
      if (next === QUOTE || next === CLOSE_BRACE) return at;
    }
  }

  /** After damage: drops bytes that cannot matter any more, all but the last few. */
  #forget(): void {
    let keep = this.#end - 1;
    while (keep > this.#start && isSpace(this.#bytes[keep]!)) keep--;
    const brace = this.#bytes.lastIndexOf(OPEN_BRACE, this.#end - 1);
    if (brace >= this.#start && brace >= keep) {
      keep = brace - 1;
      while (keep > this.#start && isSpace(this.#bytes[keep]!)) keep--;
    }
    this.#consume(Math.max(this.#start, keep));
    this.#scanned = this.#start + 1;
  }

  #consume(to: number): void {
    this.#base += to - this.#start;
    this.#start = to;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}

function nthBrace(bytes: Uint8Array, n: number): number {
  let at = bytes.indexOf(OPEN_BRACE);
  for (let i = 0; i < n; i++) at = bytes.indexOf(OPEN_BRACE, at + 1);
  return at;
}
