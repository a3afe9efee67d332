/** Reads the files of a trace, on as many threads as are worth it. */

import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { TraceError } from "../errors.ts";
import { formatNamed } from "../trace/catalog.ts";
import { type OpenTrace, openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Bytes } from "../units.ts";
import type { Gathered } from "../workload/gathered.ts";
import { mergeGathered } from "../workload/merge-gathered.ts";
import type { RequestMix } from "../workload/request-mix.ts";
import type { Objects } from "../workload/select.ts";
import { WorkloadBuilder } from "../workload/workload-builder.ts";
import type { GatherOrder, GatherResult } from "./gather-worker.ts";
import { onTerminal, type Reporter } from "./reporter.ts";

/** How a trace is read. */
export interface ReadOptions {
  readonly format?: string | undefined;
  readonly objects: Objects;
  /** Threads at most; default 1. The result does not depend on it. */
  readonly workers?: number | undefined;
  /** Ends the reading, with an error. */
  readonly signal?: AbortSignal;
}

const REDIRECTED =
  "; this registry sends its clients to the object store, so that its log does not tell how large " +
  "the blobs are (storage.redirect.disable: true makes it serve them)";

/** What a trace held. */
export interface GatheredTrace {
  readonly name: string;
  readonly gathered: Gathered;
}

/** Below this a thread takes longer to start than to read. */
const WORTH_THREADS: Bytes = 16e6;
/** Files are read together up to this size: what threads find anew for each part costs little then. */
const PART_BYTES: Bytes = 64e6;
const PROGRESS_MS = 200;

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
  const parts = paths.includes("-") ? [] : partsOf(trace, options.workers ?? 1);
  let gathered: Gathered;
  if (parts.length > 1) {
    const watch = (bytes: Bytes): void => {
      read = bytes;
      progress.update(read, trace.bytes);
    };
    gathered = await onThreads(parts, options, mix !== undefined, warn, watch);
  } else {
    const builder = new WorkloadBuilder(options.objects, mix);
    const format = options.format === undefined ? undefined : formatNamed(options.format);
    await readTrace(trace.sources, builder, { format, warn });
    gathered = builder.gathered();
  }
  progress.stop();
  if (gathered.requests.ended.length === 0) throw noRequests(trace, gathered, read, options);
  const { size } = gathered.resized;
  if (size > 0) warn(`${size} objects are recorded with more than one size; the greatest is used`);
  return { name: trace.name, gathered };
}

/** The files, put together into parts of about a size; one part where threads are not worth it. */
function partsOf({ sources, bytes }: OpenTrace, workers: number): (readonly string[])[] {
  const files = sources.map(({ name }) => name);
  if (workers === 1 || bytes < WORTH_THREADS) return [files];
  const room = Math.min(PART_BYTES, bytes / (2 * workers));
  const parts: string[][] = [];
  let left = 0;
  for (const [i, file] of files.entries()) {
    if (left <= 0) {
      parts.push([]);
      left += room;
    }
    parts.at(-1)!.push(file);
    left -= sources[i]!.bytes;
  }
  return parts;
}

async function onThreads(
  parts: readonly (readonly string[])[],
  { workers = 1, format, objects, signal }: ReadOptions,
  mix: boolean,
  warn: (line: string) => void,
  watch: (bytes: Bytes) => void,
): Promise<Gathered> {
  const { Piscina } = await import("piscina");
  const kind = extname(fileURLToPath(import.meta.url));
  const pool = new Piscina({
    filename: new URL(`./gather-worker${kind}`, import.meta.url).href,
    maxThreads: Math.min(workers, parts.length),
    idleTimeout: Number.POSITIVE_INFINITY,
  });
  const read = new Float64Array(new SharedArrayBuffer(8 * parts.length));
  const look = (): void => watch(read.reduce((sum, bytes) => sum + bytes, 0));
  const timer = setInterval(look, PROGRESS_MS);
  try {
    const results = parts.map((files, slot): Promise<GatherResult> => {
      const order: GatherOrder = { files, format, objects, mix, read, slot };
      return pool.run(order, { name: "gather", ...(signal && { signal }) });
    });
    // Whichever ends first, what is told is told in the order of the files.
    for (const result of results) result.catch(() => {});
    const gathered: Gathered[] = [];
    for (const result of results) {
      const { gathered: part, failure, warnings } = await result;
      for (const line of warnings) warn(line);
      if (failure) throw new TraceError(failure.code, failure.message);
      gathered.push(part!);
    }
    look();
    return mergeGathered(gathered);
  } finally {
    clearInterval(timer);
    await pool.destroy();
  }
}

function noRequests(
  { sources }: OpenTrace,
  { skipped, records }: Gathered,
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
