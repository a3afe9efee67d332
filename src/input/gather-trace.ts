/** Reads the files of a trace, on as many threads as are worth it. */

import { TraceError } from "../errors.ts";
import { formatNamed } from "../trace/catalog.ts";
import { type OpenTrace, openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Bytes } from "../units.ts";
import type { Gathered } from "../workload/gathered.ts";
import type { RequestMix } from "../workload/request-mix.ts";
import type { Objects } from "../workload/select.ts";
import { WorkloadBuilder } from "../workload/workload-builder.ts";
import { gatherOnThreads } from "./gather-on-threads.ts";
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
  const { workers = 1, format, objects } = options;
  let gathered: Gathered;
  if (workers > 1 && trace.bytes >= WORTH_THREADS && !paths.includes("-")) {
    const watch = (bytes: Bytes): void => {
      read = bytes;
      progress.update(read, trace.bytes);
    };
    const counted = mix !== undefined;
    gathered = await gatherOnThreads(trace, {
      format,
      objects,
      workers,
      mix: counted,
      warn,
      watch,
      signal: options.signal,
    });
  } else {
    const builder = new WorkloadBuilder(objects, mix);
    const named = format === undefined ? undefined : formatNamed(format);
    await readTrace(trace.sources, builder, { format: named, warn });
    gathered = builder.gathered();
  }
  progress.stop();
  if (gathered.requests.ended.length === 0) throw noRequests(trace, gathered, read, options);
  const { size } = gathered.resized;
  if (size > 0) warn(`${size} objects are recorded with more than one size; the greatest is used`);
  return { name: trace.name, gathered };
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
