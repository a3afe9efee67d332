/** A trace in memory: its requests, and what became of its records. */

import { loadWorkload } from "../input/load-workload.ts";
import type { Workload } from "../request.ts";
import type { Census } from "../workload/census.ts";
import type { Objects } from "../workload/select.ts";
import type { Slice } from "../workload/slice.ts";

/** What {@link readTrace} gives: what can be replayed. */
export interface Trace {
  readonly workload: Workload;
  readonly census: Census;
}

/** How a trace is read; of a profile, which slice of its time is made. */
export interface ReadTraceOptions extends Slice {
  /** Default: told from the content. */
  readonly format?: string;
  /** Which objects are requests to the cache; default blobs. */
  readonly objects?: Objects;
  /** Keeps the first so many requests. */
  readonly limit?: number;
  /** Of a profile's random numbers; default 1. */
  readonly seed?: number;
  /** Threads; default 1. The result does not depend on it. */
  readonly workers?: number;
  /** Told of what was lost, a line each. Default: nobody is. */
  readonly warn?: (line: string) => void;
  /** Told how much has been read or made of how much: bytes, or hours of a profile. */
  readonly progress?: (done: number, total: number) => void;
  /** Stops the reading, which then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Reads the trace of one registry: files, a folder, or `profile:<name>`.
 * @throws {TraceError} for what cannot be read; the message names file, record and byte.
 * @throws {UsageError} for options that do not fit.
 */
export async function readTrace(
  paths: string | readonly string[],
  {
    objects = "blobs",
    warn = () => {},
    progress = () => {},
    signal,
    ...options
  }: ReadTraceOptions = {},
): Promise<Trace> {
  const watch = (done: number, total: number): void => {
    signal?.throwIfAborted();
    progress(done, total);
  };
  signal?.throwIfAborted();
  const reporter = { warn, progress: () => ({ update: watch, stop() {} }) };
  const trace = await loadWorkload([paths].flat(), { objects, ...options }, reporter);
  signal?.throwIfAborted();
  return trace;
}
