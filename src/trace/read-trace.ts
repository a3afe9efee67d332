/** Reads the files of a trace one after the other: which format, what was found, what was lost. */

import { TraceError } from "../errors.ts";
import type { Bytes } from "../units.ts";
import { FORMATS, recognise } from "./catalog.ts";
import { FileNotes, type Notes } from "./file-notes.ts";
import type {
  AnyFormat,
  Damage,
  Ignored,
  PartEnd,
  PartReader,
  RandomAccess,
  RecordBatch,
  TableFormat,
  TraceFormat,
  TraceReader,
  TraceRecord,
  TraceSink,
} from "./format.ts";
import { unrecognised } from "./unrecognised.ts";

/** Asks whoever reads a chunk where it may lie; until then it has read all that came before. */
export type Space = (bytes: Bytes) => Uint8Array | undefined;

/** A file, uncompressed, wherever it comes from. */
export interface TraceSource {
  readonly name: string;
  /**
   * Chunks of its bytes. May end early with a warning when the file is cut off. Where `space` gives
   * room for a chunk of so many bytes at most, it may be put there.
   */
  chunks(warn: (problem: string) => void, space?: Space): AsyncIterable<Uint8Array>;
  /** Lets the file be read in any order, as it is on disk; absent where it comes as a stream. */
  access?<T>(use: (file: RandomAccess) => Promise<T>): Promise<T>;
}

/** Receives the records of all files, in order. */
export interface RecordSink {
  record(record: TraceRecord): void;
  /** Where there is such, records of formats that can come so many at once. */
  records?(batch: RecordBatch): void;
  damaged(reason: Damage): void;
  ignored(reason: Ignored): void;
}

export interface ReadOptions {
  /** Default: told from each file's content. */
  readonly format?: AnyFormat | undefined;
  /** Told of damage and of oddities, one line each: file, record, byte, what was found. */
  readonly warn?: (line: string) => void;
}

/** Bytes of a file by which its format is told. */
export const HEAD_BYTES: Bytes = 64 * 1024;

/**
 * Reads the sources in the order given.
 * @throws {TraceError} `NOT_A_TRACE` for a file that is in no known format or holds no whole record
 * although it holds something; the message names file and byte.
 */
export async function readTrace(
  sources: Iterable<TraceSource>,
  sink: RecordSink,
  options: ReadOptions = {},
): Promise<void> {
  for (const source of sources) {
    await readSource(source, sink, options.format, new FileNotes(source.name, options.warn));
  }
}

/** Reads a source and tells of it. @throws {TraceError} as readTrace does, and as the notes do. */
export async function readSource(
  source: TraceSource,
  sink: RecordSink,
  format: AnyFormat | undefined,
  notes: Notes,
): Promise<void> {
  const warn = (problem: string): void => notes.warn(problem);
  const found = sinkOf(sink, notes);
  const table = format && "read" in format ? format : await readStream(source, format, found, warn);
  if (table) await readTable(source, table, found);
  notes.end();
}

/** Reads a part of a source and tells of it, and of where it ends unless it is the last. */
export async function readPart(
  source: TraceSource,
  sink: RecordSink,
  reader: (sink: TraceSink) => PartReader,
  last: boolean,
  notes: Notes,
): Promise<PartEnd | undefined> {
  const part = reader(sinkOf(sink, notes));
  const warn = (problem: string): void => notes.warn(problem);
  for await (const chunk of source.chunks(warn, (bytes) => part.space?.(bytes))) part.push(chunk);
  if (!last) return part.leave();
  await part.end();
  return undefined;
}

function sinkOf(sink: RecordSink, notes: Notes): TraceSink {
  return {
    record(record) {
      notes.whole(1);
      sink.record(record);
    },
    ...(sink.records && {
      records(batch: RecordBatch) {
        notes.whole(batch.count);
        sink.records!(batch);
      },
    }),
    damaged(reason, position, problem) {
      notes.damaged(reason, position, problem);
      sink.damaged(reason);
    },
    ignored: (reason) => sink.ignored(reason),
    warn: (problem) => notes.warn(problem),
  };
}

/** Reads a source as it comes; gives the format of one that is a table, which is not read so. */
async function readStream(
  source: TraceSource,
  format: TraceFormat | undefined,
  sink: TraceSink,
  warn: (problem: string) => void,
): Promise<TableFormat | undefined> {
  let reader: TraceReader | undefined = format?.reader(sink);
  let head = new Uint8Array(0);
  /** Begins to read, now that the head is known; gives the format of a table. */
  const begin = (): TableFormat | undefined => {
    const recognised = formatOf(source, head);
    if ("read" in recognised) return recognised;
    reader = recognised.reader(sink);
    reader.push(head);
    return undefined;
  };
  for await (const chunk of source.chunks(warn, (bytes) => reader?.space?.(bytes))) {
    if (reader) {
      reader.push(chunk);
      continue;
    }
    head = concatenate(head, chunk);
    const table = head.length < HEAD_BYTES ? undefined : begin();
    if (table) return table;
  }
  if (!reader) {
    if (head.length === 0) {
      throw new TraceError("NOT_A_TRACE", `${source.name}: byte 0: the file is empty`);
    }
    const table = begin();
    if (table) return table;
  }
  await reader!.end();
  return undefined;
}

/** @throws {TraceError} `STREAM` where the source is no file, `CORRUPT` where the table is broken. */
async function readTable(source: TraceSource, format: TableFormat, sink: TraceSink): Promise<void> {
  if (!source.access) {
    throw new TraceError(
      "STREAM",
      `${source.name}: ${format.name} is read from a file only: save it, and give the file's name`,
    );
  }
  await source.access(async (file) => {
    const head = new Uint8Array(await file.slice(0, 16));
    if (!format.matches(new TextDecoder().decode(head), head)) {
      throw new TraceError(
        "NOT_A_TRACE",
        `${source.name}: byte 0: not ${format.name}, or it is compressed as a whole: unpack it first`,
      );
    }
    try {
      await format.read(file, sink);
    } catch (error) {
      const { code, message } = error as TraceError;
      if (error instanceof TraceError) throw new TraceError(code, `${source.name}: ${message}`);
      throw new TraceError("CORRUPT", `${source.name}: broken ${format.name}: ${message}`, {
        cause: error,
      });
    }
  });
}

function formatOf(source: TraceSource, head: Uint8Array): AnyFormat {
  const format = recognise(head);
  if (format) return format;
  const problem = unrecognised(head, FORMATS);
  throw new TraceError("NOT_A_TRACE", `${source.name}: byte 0: ${problem}`);
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
