/** Reads the files of a trace, on as many threads as are worth it. */

import { TraceError } from "../errors.ts";
import { formatNamed } from "../trace/catalog.ts";
import { type OpenTrace, openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Bytes } from "../units.ts";
import type { Gathered, GatheredRows } from "../workload/gathered.ts";
import { rowsIn } from "../workload/merge-gathered.ts";
import type { RequestMix } from "../workload/request-mix.ts";
import { ResponseStore } from "../workload/response-store.ts";
import type { Objects } from "../workload/select.ts";
import { BYTES_A_ROW } from "../workload/spilled-workload.ts";
import { WorkloadBuilder } from "../workload/workload-builder.ts";
import { gatherOnThreads } from "./gather-on-threads.ts";
import { onTerminal, type Reporter } from "./reporter.ts";
import { lazyScratch, scratchFile } from "./scratch-file.ts";

/** How a trace is read. */
export interface ReadOptions {
  readonly format?: string | undefined;
  readonly objects: Objects;
  /** Threads at most; default 1. The result does not depend on it. */
  readonly workers?: number | undefined;
  /** Ends the reading, with an error. */
  readonly signal?: AbortSignal;
  /** What the rows may take in memory; the others go to disk. Default: no limit. */
  readonly memory?: Bytes | undefined;
  /** Where they go; default: the system's folder for temporary files. */
  readonly scratch?: string | undefined;
}

const REDIRECTED =
  "; this registry sends its clients to the object store, so that its log does not tell how large " +
  "the blobs are (storage.redirect.disable: true makes it serve them)";

/** What a trace held. */
export interface GatheredTrace {
  readonly name: string;
  readonly gathered: Gathered | GatheredRows;
  /** Frees what went to disk. */
  close(): void;
}

/** Whether nothing went to disk. */
export function isInMemory(gathered: Gathered | GatheredRows): gathered is Gathered {
  return "ended" in gathered.requests;
}

/** A row's bytes in memory ÷ those that it has on disk, at most: 24 and packed in `oracle-general`. */
const EXPANSION = 16;
/** Below this a thread takes longer to start than to read. */
const WORTH_THREADS: Bytes = 16e6;

/**
 * Reads the trace that the paths name.
 * @throws {TraceError} `NO_REQUESTS` when there is no request, and as openTrace and readTrace do.
 */
export async function gatherTrace(
  paths: readonly string[],
  options: ReadOptions,
  mix?: RequestMix,
  reporter: Reporter = onTerminal(),
): Promise<GatheredTrace> {
  const progress = reporter.progress("reading", "bytes");
  let read = 0;
  const trace = openTrace(paths, (bytes) => {
    options.signal?.throwIfAborted();
    read += bytes;
    progress.update(read, trace.bytes);
  });
  const warn = (line: string): void => reporter.warn(line);
  const { workers = 1, format, objects, memory = Number.POSITIVE_INFINITY } = options;
  let gathered: Gathered | GatheredRows;
  let files: readonly { close(): void }[] = [];
  const close = (): void => {
    for (const file of files) file.close();
  };
  if (workers > 1 && trace.bytes >= WORTH_THREADS && !paths.includes("-")) {
    const watch = (bytes: Bytes): void => {
      read = bytes;
      progress.update(read, trace.bytes);
    };
    const counted = mix !== undefined;
    const scratch =
      trace.bytes * EXPANSION > memory
        ? Array.from({ length: workers }, () => scratchFile(options.scratch))
        : [];
    files = scratch;
    gathered = await gatherOnThreads(trace, {
      format,
      objects,
      workers,
      mix: counted,
      warn,
      watch,
      signal: options.signal,
      ...(scratch.length > 0 && {
        overflow: { files: scratch, rows: rowsFor(memory / workers) },
      }),
    });
  } else {
    const file = lazyScratch(options.scratch);
    files = [file];
    const store = new ResponseStore({ file, rows: rowsFor(memory) });
    const builder = new WorkloadBuilder(objects, mix, store);
    const named = format === undefined ? undefined : formatNamed(format);
    await readTrace(trace.sources, builder, { format: named, warn });
    const all = builder.gathered();
    gathered = all.spilled ? rowsIn(all, file) : all;
  }
  progress.stop();
  const { requests } = gathered;
  const count = "ended" in requests ? requests.ended.length : requests.count;
  if (count === 0) throw noRequests(trace, gathered, read, options);
  const { size } = gathered.resized;
  if (size > 0) warn(`${size} objects are recorded with more than one size; the greatest is used`);
  return { name: trace.name, gathered, close };
}

/** Rows of a kind that go into so much memory beside as many of the other. */
function rowsFor(memory: Bytes): number {
  return Math.max(1, Math.floor(memory / BYTES_A_ROW / 2));
}

function noRequests(
  { sources }: OpenTrace,
  { skipped, records }: Gathered | GatheredRows,
  read: Bytes,
  { objects }: ReadOptions,
): TraceError {
  const sorted = [...skipped].sort(([a], [b]) => (a < b ? -1 : 1));
  const reasons = sorted.map(([reason, n]) => `${n} ${reason}`).join(", ") || "none";
  const wanted = objects === "all" ? "blobs or manifests" : objects;
  return new TraceError(
    "NO_REQUESTS",
    `${sources.at(-1)!.name}: no request in ${records} records up to byte ${read} (skipped: ${reasons}); expected GETs of ${wanted} answered 200${skipped.has("redirect") ? REDIRECTED : ""}`,
  );
}
