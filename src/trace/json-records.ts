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

import { ByteQueue, type Room } from "./byte-queue.ts";
import type { Damage, Position } from "./format.ts";
import { nthObject, parseBatch } from "./json-batch.ts";
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

/** Most records are shorter: with so much at hand one is whole. */
const CUT_BYTES = 4096;

/** Receives the objects in order, and the places where there should have been one. */
export interface JsonSink {
  object(value: Readonly<Record<string, unknown>>, position: () => Position): void;
  damaged(reason: Damage, position: Position, problem: string): void;
  warn(problem: string): void;
}

/** Reads objects that look like others before them at sight. */
export interface JsonShortcut {
  /** Where it can read. */
  readonly room: Room & { readonly at: number };
  /** Is shown a whole and valid object. */
  learn(from: number, to: number): void;
  /**
   * Deals with objects from `from` on, with commas and white space between them, exactly as the sink
   * would have, as long as they are whole before `to` and none is to be read the long way. How many
   * they are; the index after them is in `room.at`. A position must be asked for at once.
   */
  read(from: number, to: number, position: (object: number, at: number) => Position): number;
}

/** What there is around the records. */
export type Between = "array" | "lines";

/** What a successful shortcut earns, up to a limit, and what trying in vain and learning cost. */
const CREDIT = { most: 64, lesson: 8, batch: 2 } as const;

export class JsonRecords {
  readonly #sink: JsonSink;
  readonly #shortcut: JsonShortcut | undefined;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #scanner = new JsonScanner();
  readonly #queue: ByteQueue;
  /** Whether the scanner is inside the object that begins at the queue's start, and how far it got. */
  #inside = false;
  #scanned = 0;
  /** Looking for the next object after damage, from `scanned` on. */
  #lost = false;
  /** No batch is tried before this place again. */
  #slowUntil = 0;
  #records = 0;
  #opened: Between | undefined;
  #closed = false;
  /** Above what a lesson costs, an object that the shortcut refuses is read singly and learnt. */
  #credit: number;

  /** Reads a stream, or what comes after an offset of it where a record begins between others. */
  constructor(sink: JsonSink, shortcut?: JsonShortcut, offset = 0, between?: Between) {
    this.#sink = sink;
    this.#queue = new ByteQueue(shortcut?.room, offset);
    this.#opened = between;
    this.#shortcut = shortcut;
    this.#credit = shortcut ? CREDIT.most : 0;
  }

  /** How many there were, damaged ones among them. */
  get records(): number {
    return this.#records;
  }

  /** What is open; undefined where the bytes so far end inside a record, after damage or after an array. */
  get between(): Between | undefined {
    const { start, end } = this.#queue;
    return start < end || this.#inside || this.#lost || this.#closed ? undefined : this.#opened;
  }

  push(chunk: Uint8Array): void {
    this.#moved(this.#queue.append(chunk));
    this.#read(false);
  }

  /** Where the next chunk may be put. */
  space(bytes: number): Uint8Array {
    const { space, moved } = this.#queue.space(bytes);
    this.#moved(moved);
    return space;
  }

  #moved(by: number): void {
    this.#scanned -= by;
    this.#slowUntil -= by;
  }

  end(): void {
    this.#read(true);
    if (this.#opened === "array" && !this.#closed) {
      this.#sink.warn("the array is not closed: the file seems to be cut off");
    }
  }

  /** Deals with the bytes at hand. With `last`, whatever is unfinished stays so. */
  #read(last: boolean): void {
    for (;;) {
      if (this.#lost && !this.#resync(last)) return;
      if (!this.#inside) {
        if (!this.#skipSeparators()) return;
        if (this.#queue.bytes[this.#queue.start] !== OPEN_BRACE) {
          this.#damage(
            "malformed",
            `${show(this.#queue.bytes[this.#queue.start]!)} where a record was expected`,
          );
          continue;
        }
        if (this.#short()) continue;
        if (!last && this.#mayBeCut()) return;
        if (this.#credit < CREDIT.lesson && this.#queue.start >= this.#slowUntil && this.#batch()) {
          this.#credit += CREDIT.batch;
          continue;
        }
        this.#inside = true;
        this.#scanner.reset();
        this.#scanned = this.#queue.start;
      }
      const scan = this.#scanner.scan(this.#queue.bytes, this.#scanned, this.#queue.end);
      this.#scanned = this.#scanner.at;
      if (scan === "complete") this.#complete();
      else if (scan === "damaged") this.#damage("malformed", this.#scanner.problem);
      else if (!last) return;
      else if (this.#candidate(this.#queue.start + 1, true) < this.#queue.end) {
        this.#damage("malformed", "an object that is never closed");
      } else {
        this.#damage("truncated", "the file ends inside a record");
        return;
      }
    }
  }

  /** Moves `start` past what stands between records. False when there is nothing else at hand. */
  #skipSeparators(): boolean {
    let at = this.#queue.start;
    for (; at < this.#queue.end; at++) {
      const byte = this.#queue.bytes[at]!;
      if (isSpace(byte) || (this.#opened === undefined && isByteOrderMark(byte))) continue;
      if (byte === OPEN_BRACKET && (this.#opened === undefined || this.#closed)) {
        this.#opened = "array";
        this.#closed = false;
      } else if (byte === CLOSE_BRACKET && this.#opened === "array") this.#closed = true;
      else if (byte !== COMMA) break;
    }
    this.#queue.consume(at);
    if (at === this.#queue.end) return false;
    this.#opened ??= "lines";
    return true;
  }

  /** Reads the objects from `start` on at sight, if there are any that can be. */
  #short(): boolean {
    const shortcut = this.#shortcut;
    if (!shortcut || this.#credit < 0) return false;
    const { start, end, base } = this.#queue;
    const first = this.#records + 1;
    const count = shortcut.read(start, end, (object, at) => ({
      record: first + object,
      byte: base + at - start,
    }));
    if (count === 0) return false;
    this.#records += count;
    this.#queue.consume(shortcut.room.at);
    this.#credit = Math.min(CREDIT.most, this.#credit + count);
    return true;
  }

  /** Whether the object at `start` may be one to read at sight of which the end has not come yet. */
  #mayBeCut(): boolean {
    return this.#credit >= CREDIT.lesson && this.#queue.end - this.#queue.start < CUT_BYTES;
  }

  /** Parses the records up to the last closing brace of a batch at once, if that is safe. */
  #batch(): boolean {
    const limit = Math.min(this.#queue.end, this.#queue.start + BATCH_BYTES);
    const { start } = this.#queue;
    const last = start + this.#queue.bytes.subarray(start, limit).lastIndexOf(CLOSE_BRACE);
    // Anything before `start` belongs to records that have been dealt with.
    if (last <= this.#queue.start) return false;
    const batch = this.#queue.bytes.subarray(this.#queue.start, last + 1);
    const objects = parseBatch(batch, this.#opened === "lines");
    if (!objects) {
      this.#slowUntil = last + 1;
      return false;
    }
    const base = this.#queue.base;
    const first = this.#records + 1;
    for (let i = 0; i < objects.length; i++) {
      this.#records++;
      this.#sink.object(objects[i]!, () => ({
        record: first + i,
        byte: base + nthObject(batch, i),
      }));
    }
    this.#queue.consume(last + 1);
    return true;
  }

  #complete(): void {
    this.#inside = false;
    const text = this.#decoder.decode(this.#queue.bytes.subarray(this.#queue.start, this.#scanned));
    const position = { record: this.#records + 1, byte: this.#queue.base };
    let value: Record<string, unknown>;
    try {
      value = JSON.parse(text);
    } catch (error) {
      this.#records++;
      this.#sink.damaged("malformed", position, (error as Error).message.replace(/\s+/g, " "));
      this.#queue.consume(this.#scanned);
      return;
    }
    this.#records++;
    this.#sink.object(value, () => position);
    if (this.#shortcut && this.#credit >= CREDIT.lesson) {
      this.#credit -= CREDIT.lesson;
      this.#shortcut.learn(this.#queue.start, this.#scanned);
    }
    this.#queue.consume(this.#scanned);
  }

  /** Counts the record that should have begun at `start` as lost, and looks for the next. */
  #damage(reason: Damage, problem: string): void {
    this.#records++;
    this.#sink.damaged(reason, { record: this.#records, byte: this.#queue.base }, problem);
    this.#inside = false;
    this.#lost = reason === "malformed";
    this.#scanned = this.#queue.start + 1;
    if (reason === "truncated") this.#queue.consume(this.#queue.end);
  }

  /** Goes on to the next object after damage. False when it is not in the bytes at hand. */
  #resync(last: boolean): boolean {
    const next = this.#candidate(this.#scanned, last);
    if (next === this.#queue.end && !last) {
      // The bytes already looked at hold no beginning; but what decides about the next one is kept.
      this.#forget();
      return false;
    }
    this.#lost = false;
    this.#queue.consume(next);
    return next < this.#queue.end;
  }

  /** Index of the first byte from `from` on that begins an object; `end` if there is none. */
  #candidate(from: number, last: boolean): number {
    // What lies behind the end is old, and may be much.
    const bytes = this.#queue.bytes.subarray(0, this.#queue.end);
    for (let at = from; ; at++) {
      at = bytes.indexOf(OPEN_BRACE, at);
      if (at < 0) return this.#queue.end;
      let before = at - 1;
      let newline = false;
      while (before > this.#queue.start && isSpace(this.#queue.bytes[before]!)) {
        newline ||= this.#queue.bytes[before] === NEWLINE;
        before--;
      }
      if (newline) return at;
      const previous = this.#queue.bytes[before];
      if (previous !== COMMA && previous !== CLOSE_BRACE) continue;
      let after = at + 1;
      while (after < this.#queue.end && isSpace(this.#queue.bytes[after]!)) after++;
      // Not known yet: ask again when there is more.
      if (after === this.#queue.end && !last) return this.#queue.end;
      const next = this.#queue.bytes[after];
      if (next === QUOTE || next === CLOSE_BRACE) return at;
    }
  }

  /** After damage: drops bytes that cannot matter any more, all but the last few. */
  #forget(): void {
    let keep = this.#queue.end - 1;
    while (keep > this.#queue.start && isSpace(this.#queue.bytes[keep]!)) keep--;
    const { bytes, start, end } = this.#queue;
    const brace = start + bytes.subarray(start, end).lastIndexOf(OPEN_BRACE);
    if (brace >= start && brace >= keep) {
      keep = brace - 1;
      while (keep > this.#queue.start && isSpace(this.#queue.bytes[keep]!)) keep--;
    }
    this.#queue.consume(Math.max(this.#queue.start, keep));
    this.#scanned = this.#queue.start + 1;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}

/** One of the three bytes of it: no other text begins with any of them. */
function isByteOrderMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}
