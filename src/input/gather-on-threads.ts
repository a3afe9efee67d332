/** Reads a trace on several threads, this one among them, as one would. */

import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { TraceError } from "../errors.ts";
import { formatNamed } from "../trace/catalog.ts";
import { FileNotes, tell } from "../trace/file-notes.ts";
import type { OpenTrace } from "../trace/open.ts";
import type { Bytes } from "../units.ts";
import type { Gathered, GatheredRows } from "../workload/gathered.ts";
import { mergeGathered, mergeRows } from "../workload/merge-gathered.ts";
import type { Objects } from "../workload/select.ts";
import type { WorkloadBuilder } from "../workload/workload-builder.ts";
import {
  builderFor,
  type GatheredPart,
  type GatherOrder,
  gatherParts,
  type ThreadResult,
} from "./gather-parts.ts";
import type { OpenScratch } from "./scratch-file.ts";
import { type Part, partsOf } from "./trace-parts.ts";

export interface ThreadsOptions {
  readonly format?: string | undefined;
  readonly objects: Objects;
  readonly workers: number;
  /** Whether records of all kinds are counted. */
  readonly mix: boolean;
  readonly warn: (line: string) => void;
  /** Is told now and then how many bytes have been read. */
  readonly watch: (bytes: Bytes) => void;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of a part at least; default 1 MB. */
  readonly least?: Bytes;
  /** A scratch file for each worker, and how many rows of a kind a worker has in memory. */
  readonly overflow?: { readonly files: readonly OpenScratch[]; readonly rows: number } | undefined;
}

const PROGRESS_MS = 200;
/** So often files are cut where records only seem to begin; then each is read in one. */
const ATTEMPTS = 2;

/**
 * What is in the trace; rows stay where they are if any went to a file.
 * @throws {TraceError} as readTrace does.
 */
export async function gatherOnThreads(
  trace: OpenTrace,
  options: ThreadsOptions,
): Promise<Gathered | GatheredRows> {
  const format = options.format === undefined ? undefined : formatNamed(options.format);
  /** Where records only seemed to begin, by file. */
  const wrong = new Map<string, Set<Bytes>>();
  for (let attempt = 1; ; attempt++) {
    const allowed = (file: string, offset: Bytes): boolean =>
      attempt <= ATTEMPTS && !wrong.get(file)?.has(offset);
    const parts = partsOf(trace, options.workers, format, allowed, options.least);
    const order = orderOf(parts, options);
    const builder = builderFor(order(0));
    const threads = await readParts(order, options, builder);
    const read = inOrder(threads);
    let failed = false;
    for (const [i, { slices }] of read.entries()) {
      if (i > 0 && !follows(parts, read, i)) {
        const { file, from } = parts[i]![0]!;
        wrong.set(file, (wrong.get(file) ?? new Set()).add(from));
        failed = true;
      }
      if (slices.length < parts[i]!.length || read[i]!.failure) break;
    }
    if (failed) continue;
    tellAll(parts, read, options.warn);
    const readers = threads.map(({ gathered }) => gathered);
    const stretches = read.map(({ stretch, reader }) => ({ ...stretch, reader }));
    return options.overflow && readers.some(({ spilled }) => spilled)
      ? mergeRows(readers, options.overflow.files, stretches, builder.tables)
      : mergeGathered(readers, stretches, builder.tables);
  }
}

type ReadPart = GatheredPart & { readonly reader: number };

/** Of a part that has failed others may follow, with gaps; up to it there are none. */
function inOrder(threads: readonly ThreadResult[]): ReadPart[] {
  return threads
    .flatMap(({ parts }, reader) => parts.map((part) => ({ ...part, reader })))
    .sort((a, b) => a.part - b.part);
}

/** Whether the part before ends where this one begins, between records and as this one supposed. */
function follows(parts: readonly Part[], read: readonly ReadPart[], i: number): boolean {
  const { from, between } = parts[i]![0]!;
  return from === 0 || read[i - 1]!.slices.at(-1)!.end?.between === between;
}

/** Tells what one reader would have told. @throws {TraceError} what it would have thrown. */
function tellAll(
  parts: readonly Part[],
  read: readonly ReadPart[],
  warn: (line: string) => void,
): void {
  let notes = new FileNotes("");
  let records = 0;
  for (const { part, slices, failure } of read) {
    for (const [i, { notes: kept, end }] of slices.entries()) {
      const { file, from, to } = parts[part]![i]!;
      if (from === 0) {
        notes = new FileNotes(file, warn);
        records = 0;
      }
      tell(notes, kept, records);
      records += end?.records ?? 0;
      if (failure && i === slices.length - 1) throw new TraceError(failure.code, failure.message);
      if (to === Number.POSITIVE_INFINITY) notes.end();
    }
  }
}

/** What each of the threads is to do. */
function orderOf(
  parts: readonly Part[],
  { format, objects, workers, mix, overflow }: ThreadsOptions,
): (thread: number) => GatherOrder {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const read = new Float64Array(new SharedArrayBuffer(8 * workers));
  return (thread) => ({
    ...{ parts, format, objects, mix, next, read, thread },
    ...(overflow && {
      overflow: { handle: overflow.files[thread]!.handle, rows: overflow.rows },
    }),
  });
}

/** Reads the parts on this thread, into the builder, and on others, each taking the next one that is left. */
async function readParts(
  order: (thread: number) => GatherOrder,
  { workers, watch, signal }: ThreadsOptions,
  builder: WorkloadBuilder,
): Promise<ThreadResult[]> {
  const { parts, read } = order(0);
  const others = Array.from({ length: Math.min(workers, parts.length) - 1 }, (_, i) =>
    startThread(order(i + 1)),
  );
  const look = (): void => watch(read.reduce((sum, bytes) => sum + bytes, 0));
  const timer = setInterval(look, PROGRESS_MS);
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => {});
  try {
    const own = await gatherParts(order(0), builder, () => signal?.throwIfAborted());
    const rest = Promise.all(others.map(({ result }) => result));
    const results = [own, ...(await Promise.race([rest, aborted]))];
    look();
    return results;
  } finally {
    clearInterval(timer);
    await Promise.all(others.map(({ worker }) => worker.terminate()));
  }
}

function startThread(order: GatherOrder): { worker: Worker; result: Promise<ThreadResult> } {
  const kind = extname(fileURLToPath(import.meta.url));
  const worker = new Worker(new URL(`./gather-worker${kind}`, import.meta.url), {
    workerData: order,
  });
  const result = new Promise<ThreadResult>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`a thread ended with ${code}`)));
  });
  // Whoever fails first is told of.
  result.catch(() => {});
  return { worker, result };
}
