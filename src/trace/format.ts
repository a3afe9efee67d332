/** The contract of a trace format: bytes in, records out; no I/O. */

import type { Bytes, Seconds } from "../units.ts";

/** One entry of a registry's log, whatever its format. */
export interface TraceRecord {
  /** When the response ended, in milliseconds since 1970. */
  readonly timestamp: number;
  readonly duration: Seconds;
  readonly method: string;
  readonly uri: string;
  readonly status: number;
  /** Bytes written to the client; undefined where the log does not say. */
  readonly written: Bytes | undefined;
  /** Who asked, and which registry server answered; "" where the log does not say. */
  readonly client: string;
  readonly host: string;
}

/**
 * Records as columns: entry i of each is of record i of `count`. A sink may look at them until it
 * returns, and not after.
 */
export interface RecordBatch {
  readonly count: number;
  readonly timestamp: Float64Array;
  readonly duration: Float64Array;
  readonly status: Float64Array;
  /** NaN where the log does not say. */
  readonly written: Float64Array;
  /** Each a number of a text. */
  readonly method: Uint32Array;
  readonly uri: Uint32Array;
  readonly client: Uint32Array;
  readonly host: Uint32Array;
  readonly texts: BatchTexts;
  /** How many URIs have a number. */
  readonly uris: number;
  /**
   * Three numbers for each: one of {@link SPLIT}, and where that is clear the numbers of its repository
   * and of the blob's or manifest's name in it.
   */
  readonly splits: Uint32Array;
}

/** What a URI is plainly of; where that is unclear its text tells. */
export const SPLIT = { unclear: 0, blob: 1, manifest: 2 } as const;

/** Texts by number, more from batch to batch. Another object when the numbers begin anew. */
export interface BatchTexts {
  readonly method: readonly string[];
  readonly client: readonly string[];
  readonly host: readonly string[];
  readonly repository: readonly string[];
  readonly name: readonly string[];
  uri(number: number): string;
}

/** Why a record could not be read: it is broken, or the file ends within it. */
export type Damage = "malformed" | "truncated";

/**
 * Why a line that could be read is no record: an access line beside the log's own line of the same
 * request, another line of the log, or one that tells of a request again.
 */
export type Ignored = "access-line" | "log-line" | "repeated";

/** A place in a trace. */
export interface Position {
  /** Counted from 1, damaged records among them. */
  readonly record: number;
  /** Offset from the start of the uncompressed file. */
  readonly byte: number;
}

/** Receives what a reader finds, in the order of the file. */
export interface TraceSink {
  record(record: TraceRecord, position: () => Position): void;
  /** Where there is such, a reader that can gives many records at once. */
  records?(batch: RecordBatch): void;
  damaged(reason: Damage, position: Position, problem: string): void;
  ignored(reason: Ignored): void;
  /** Something about the file that loses no record. */
  warn(problem: string): void;
}

/** Reads one file. Chunks may be cut anywhere; they are the reader's once it has them. */
export interface TraceReader {
  push(chunk: Uint8Array): void;
  /** Where the next chunk, of so many bytes at most, may be put before it is pushed. */
  space?(bytes: Bytes): Uint8Array;
  /** There are no more chunks. */
  end(): void | Promise<void>;
}

/** Where a part of a file ends that another follows. */
export interface PartEnd {
  /** How many records there were, damaged ones among them. */
  readonly records: number;
  /** How to read on; undefined where it ends inside a record, or where the next is looked for. */
  readonly between: string | undefined;
}

/** Reads a part of a file. */
export interface PartReader extends TraceReader {
  /** There are no more chunks of this part, but of another. */
  leave(): PartEnd;
}

/** How a file in a format is read in parts. */
export interface Parts {
  /** What {@link PartEnd.between} should be, by the first bytes of the file. */
  between(head: Uint8Array): string;
  /** Index of the first byte that seems to begin a record; -1 where none does. */
  beginning(bytes: Uint8Array): number;
  /** Reads from an offset on, where a record begins between others, or the file does. */
  reader(sink: TraceSink, offset: Bytes, between: string | undefined): PartReader;
}

/** A file whose bytes can be had in any order. */
export interface RandomAccess {
  readonly bytes: Bytes;
  /** The bytes from `from` to before `to`, by default its end; fewer where it ends. */
  slice(from: number, to?: number): Promise<ArrayBuffer>;
}

interface Described {
  readonly name: string;
  /** One line: what it looks like. */
  readonly summary: string;
  /** A made-up line of it; "" where it has no lines. */
  readonly example: string;
  /** Whether the first bytes of a file (up to 64 KiB), as text and as they are, look like it. */
  matches(text: string, head: Uint8Array): boolean;
}

/** An entry of the catalog: a format that is read as it comes. */
export interface TraceFormat extends Described {
  /** Absent where whatever comes may depend on all that came before. */
  readonly parts?: Parts;
  reader(sink: TraceSink): TraceReader;
}

/** An entry of the catalog: a format that has to be read here and there. */
export interface TableFormat extends Described {
  /** Rejects with what is wrong with the file, which is not named. */
  read(file: RandomAccess, sink: TraceSink): Promise<void>;
}

export type AnyFormat = TraceFormat | TableFormat;
