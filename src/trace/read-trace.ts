/** Reads the files of a trace one after the other: which format, what was found, what was lost. */

import { TraceError } from "../errors.ts";
import type { Bytes } from "../units.ts";
import { FORMATS, recognise } from "./catalog.ts";
import type { Damage, Ignored, TraceFormat, TraceReader, TraceRecord } from "./format.ts";
import { unrecognised } from "./unrecognised.ts";

/** A file, uncompressed, wherever it comes from. */
export interface TraceSource {
  readonly name: string;
  /** Chunks of its bytes. May end early with a warning when the file is cut off. */
  chunks(warn: (problem: string) => void): AsyncIterable<Uint8Array>;
}

/** Receives the records of all files, in order. */
export interface RecordSink {
  record(record: TraceRecord): void;
  damaged(reason: Damage): void;
  ignored(reason: Ignored): void;
}

export interface ReadOptions {
  /** Default: told from each file's content. */
  readonly format?: TraceFormat | undefined;
  /** Told of damage and of oddities, one line each: file, record, byte, what was found. */
  readonly warn?: (line: string) => void;
}

/** Bytes of a file by which its format is told. */
const HEAD_BYTES: Bytes = 64 * 1024;
/** Warnings about damaged records that are given one by one, a file; the rest only as a count. */
const MAX_WARNINGS = 5;

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
  for (const source of sources) await readSource(source, sink, options);
}

async function readSource(
  source: TraceSource,
  sink: RecordSink,
  options: ReadOptions,
): Promise<void> {
  // Held back until there is a whole record: of a file that is no trace there is one error to tell.
  const held: string[] = [];
  const warn = (problem: string): void => {
    held.push(`${source.name}: ${problem}`);
    if (whole > 0) release();
  };
  const release = (): void => {
    for (const line of held.splice(0)) options.warn?.(line);
  };
  let whole = 0;
  let damaged = 0;
  let firstDamage = "";
  const start = (format: TraceFormat): TraceReader =>
    format.reader({
      record(record) {
        whole++;
        sink.record(record);
      },
      damaged(reason, { record, byte }, problem) {
        const line = `record ${record} at byte ${byte}: ${problem}`;
        if (damaged++ === 0) firstDamage = line;
        if (damaged <= MAX_WARNINGS) warn(`${line}; skipped as ${reason}`);
        sink.damaged(reason);
      },
      ignored: (reason) => sink.ignored(reason),
      warn,
    });

  let reader: TraceReader | undefined = options.format && start(options.format);
  let head = new Uint8Array(0);
  for await (const chunk of source.chunks(warn)) {
    if (reader) {
      reader.push(chunk);
      continue;
    }
    head = concatenate(head, chunk);
    if (head.length >= HEAD_BYTES) {
      reader = start(formatOf(source, head));
      reader.push(head);
    }
  }
  if (!reader) {
    if (head.length === 0) {
      throw new TraceError("NOT_A_TRACE", `${source.name}: byte 0: the file is empty`);
    }
    reader = start(formatOf(source, head));
    reader.push(head);
  }
  await reader.end();
  if (damaged > MAX_WARNINGS) {
    warn(`${damaged - MAX_WARNINGS} more damaged records, ${damaged} in all, skipped`);
  }
  if (whole === 0 && damaged > 0) {
    throw new TraceError("NOT_A_TRACE", `${source.name}: not a registry trace: ${firstDamage}`);
  }
  release();
}

function formatOf(source: TraceSource, head: Uint8Array): TraceFormat {
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
