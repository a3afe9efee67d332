/** The record reader of `assembly/`, with memory of its own: one for each file that is being read. */

import type { Room } from "./byte-queue.ts";
import type { BatchTexts, RecordBatch } from "./format.ts";
import { RECORD_CODE } from "./record-code.ts";

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly columns: WebAssembly.Global;
  readonly batch: WebAssembly.Global;
  readonly patterns: WebAssembly.Global;
  readonly patternBytes: WebAssembly.Global;
  readonly splits: WebAssembly.Global;
  readonly splitWords: WebAssembly.Global;
  readonly at: WebAssembly.Global;
  readonly full: WebAssembly.Global;
  start(): void;
  reserve(bytes: number): number;
  learn(): number;
  scan(from: number, to: number): number;
  forget(): void;
  textCount(table: number): number;
  textBytes(table: number): number;
  textEnds(table: number): number;
}

/** Records, with the indices at which they begin. */
interface PlacedBatch extends RecordBatch {
  readonly start: Uint32Array;
}

/** The numbers of its tables. */
const TABLES = { method: 0, client: 2, host: 3, repository: 4, name: 5 } as const;
const URIS = 1;
type Texts = BatchTexts & Record<keyof typeof TABLES, string[]>;

/** Compiled once for all threads that run at the time: V8 knows the code again. */
let compiled: WebAssembly.Module | undefined;

const decoder = new TextDecoder();

export class RecordMachine implements Room {
  /** All of its memory; another array whenever there is more. */
  bytes: Uint8Array;
  /** What it has learnt, by the numbers of the slots. */
  readonly patterns: string[] = [];
  readonly #exports: Exports;
  /** The place of the queue, which keeps it from one file to the next. */
  #place = 0;
  #placeBytes = 0;
  #texts: Texts = this.#noTexts();
  #batch: PlacedBatch;

  constructor() {
    compiled ??= new WebAssembly.Module(
      Uint8Array.from(atob(RECORD_CODE), (character) => character.charCodeAt(0)),
    );
    const values = {
      wide: (from: number, to: number): number => Number(this.#text(from, to)),
      day: (at: number): number => dayStart(this.#text(at, at + 10)),
    };
    const { exports } = new WebAssembly.Instance(compiled, { values });
    this.#exports = exports as Exports;
    this.#exports.start();
    this.bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#batch = this.#columns();
  }

  reserve(bytes: number): number {
    if (bytes > this.#placeBytes) {
      this.#place = this.#exports.reserve(bytes);
      this.#placeBytes = bytes;
      this.#look();
    }
    return this.#place;
  }

  /** Index of the place for a pattern, which has {@link patternBytes}, and its number from 0. */
  learn(): { slot: number; at: number } {
    const slot = this.#exports.learn();
    return { slot, at: this.#exports.patterns.value + slot * this.patternBytes };
  }

  get patternBytes(): number {
    return this.#exports.patternBytes.value;
  }

  /** Reads records by the patterns. They stand in {@link batch}, and {@link at} says where it stopped. */
  scan(from: number, to: number): number {
    let count = this.#exports.scan(from, to);
    while (count === 0 && this.#exports.full.value !== 0) {
      this.#exports.forget();
      this.#texts = this.#noTexts();
      count = this.#exports.scan(from, to);
    }
    this.#look();
    if (count > 0) this.#newTexts();
    return count;
  }

  /** Index after the last record read. */
  get at(): number {
    return this.#exports.at.value;
  }

  /** The records read by the last {@link scan}, which overwrites those before. */
  batch(count: number): PlacedBatch {
    const { timestamp, duration, status, written, method, uri, client, host, start, splits } =
      this.#batch;
    const uris = this.#exports.textCount(URIS);
    // Key by key: copies made by spreading are not all of one shape, and whoever reads them is compiled anew.
    return {
      count,
      timestamp,
      duration,
      status,
      written,
      method,
      uri,
      client,
      host,
      start,
      texts: this.#texts,
      uris,
      splits,
    };
  }

  /** Memory that has grown is another buffer. */
  #look(): void {
    if (this.#exports.memory.buffer === this.bytes.buffer) return;
    this.bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#batch = this.#columns();
  }

  #columns(): PlacedBatch {
    const { buffer } = this.#exports.memory;
    const rows = this.#exports.batch.value;
    const at = this.#exports.columns.value;
    const doubles = (n: number): Float64Array => new Float64Array(buffer, at + 8 * n * rows, rows);
    const words = (n: number): Uint32Array =>
      new Uint32Array(buffer, at + (32 + 4 * n) * rows, rows);
    return {
      count: 0,
      timestamp: doubles(0),
      duration: doubles(1),
      status: doubles(2),
      written: doubles(3),
      method: words(0),
      uri: words(1),
      client: words(2),
      host: words(3),
      start: words(4),
      texts: this.#texts,
      uris: 0,
      splits: new Uint32Array(buffer, this.#exports.splits.value, this.#exports.splitWords.value),
    };
  }

  #noTexts(): Texts {
    const uri = (number: number): string => {
      const bytes = this.#exports.textBytes(URIS);
      const ends = this.#exports.textEnds(URIS);
      const words = new DataView(this.bytes.buffer);
      const from = number === 0 ? 0 : words.getUint32(ends + 4 * (number - 1), true);
      return this.#text(bytes + from, bytes + words.getUint32(ends + 4 * number, true));
    };
    return { method: [], client: [], host: [], repository: [], name: [], uri };
  }

  /** Makes strings of what the tables hold since the last time. */
  #newTexts(): void {
    for (const [name, table] of Object.entries(TABLES)) {
      const texts = this.#texts[name as keyof typeof TABLES];
      const count = this.#exports.textCount(table);
      if (count === texts.length) continue;
      const bytes = this.#exports.textBytes(table);
      const ends = new Uint32Array(this.bytes.buffer, this.#exports.textEnds(table), count);
      const first = texts.length === 0 ? 0 : ends[texts.length - 1]!;
      const all = this.#text(bytes + first, bytes + ends[count - 1]!);
      for (let id = texts.length, from = 0; id < count; id++) {
        const to = ends[id]! - first;
        texts.push(all.slice(from, to));
        from = to;
      }
    }
  }

  #text(from: number, to: number): string {
    return decoder.decode(new Uint8Array(this.#exports.memory.buffer, from, to - from));
  }
}

/** When a day such as 2017-06-20 began, in milliseconds since 1970; NaN where it is none. */
function dayStart(day: string): number {
  // A day alone that does not exist is taken for something else; with a time it is none.
  return /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
}

/** One that no file is being read with; the next is read faster for what it has seen. */
let idle: WeakRef<RecordMachine> | undefined;

/**
 * A machine for one file; undefined where there is no WebAssembly, or no room for the ten gigabytes of
 * addresses (not of memory) that V8 sets aside for each.
 */
export function takeMachine(): RecordMachine | undefined {
  const machine = idle?.deref();
  idle = undefined;
  if (machine) return machine;
  try {
    return new RecordMachine();
  } catch {
    return undefined;
  }
}

/** After the file: for another one. */
export function giveMachine(machine: RecordMachine): void {
  idle = new WeakRef(machine);
}
