/** From the arguments of a command to a workload: opens, reads, reports what was lost. */

import { TraceError, UsageError } from "../errors.ts";
import type { Workload } from "../request.ts";
import type { AnyWorkload } from "../streamed-workload.ts";
import type { Bytes } from "../units.ts";
import type { Census } from "../workload/census.ts";
import { generateTrace, generateWorkload } from "../workload/generated-workload.ts";
import { bytesOfProfile } from "../workload/profile-size.ts";
import { RowSpill, type SpilledTrace } from "../workload/row-spill.ts";
import type { Slice } from "../workload/slice.ts";
import { checkedSlice, SLICES } from "./checked-slice.ts";
import type { ReadOptions } from "./gather-trace.ts";
import {
  type ConvertedRequests,
  censusOf,
  checkObjects,
  openConverted,
  streamConverted,
} from "./load-converted.ts";
import { loadProfile, PROFILE_PREFIX, soleProfile } from "./load-profile.ts";
import { orderTrace } from "./order-trace.ts";
import { onTerminal, type Reporter } from "./reporter.ts";
import { scratchFile } from "./scratch-file.ts";

/** The requests of a registry's trace, and the census of what was read. */
export interface Loaded<W = Workload> {
  readonly workload: W;
  readonly census: Census;
  /** When the first request was sent, in milliseconds since 1970. Nothing is known of a profile's. */
  readonly began?: number;
}

export interface LoadOptions extends Slice, ReadOptions {
  readonly limit?: number | undefined;
  /** Of a profile's random numbers; default 1. */
  readonly seed?: number;
  /**
   * Whether GETs of manifests are wanted that are no requests, which is the case where a policy fetches
   * ahead: a converted trace is read without them otherwise. Default: yes.
   */
  readonly manifests?: boolean | undefined;
}

/** With what the requests may take in memory. */
export interface BoundedOptions extends LoadOptions {
  readonly memory: Bytes;
}

/**
 * Reads the trace that the paths name, or makes the workload of `profile:<name or file>`.
 * @throws {TraceError} `NO_REQUESTS` when no request is left, and as openTrace and readTrace do.
 * @throws {UsageError} `PROFILE` for a profile among other traces, `SLICE` for a slice of a trace.
 */
export async function loadWorkload(
  paths: readonly string[],
  options: LoadOptions,
  reporter: Reporter = onTerminal(),
): Promise<Loaded> {
  const unbounded = { ...options, memory: Number.POSITIVE_INFINITY };
  return (await loadRequests(paths, unbounded, reporter)) as Loaded;
}

/**
 * Reads the trace that the paths name, or makes the workload of `profile:<name or file>`; requests that
 * would take more memory than they may stay on disk, and are streamed.
 * @throws {TraceError} `NO_REQUESTS` when no request is left, and as openTrace and readTrace do.
 * @throws {UsageError} `PROFILE` for a profile among other traces, `SLICE` for a slice of a trace, `SCRATCH`
 * where requests cannot be put on disk.
 */
export async function loadRequests(
  paths: readonly string[],
  options: BoundedOptions,
  reporter: Reporter = onTerminal(),
): Promise<Loaded<AnyWorkload>> {
  const profile = soleProfile(paths, options);
  if (profile !== undefined) return generated(profile, options, reporter);
  const cut = SLICES.find((key) => options[key] !== undefined);
  if (cut) {
    throw new UsageError("SLICE", `--${cut} cuts profile:<name> only: a trace is cut by --limit`);
  }
  const found = await findConverted(paths, options);
  if (found) {
    const { requests, ...loaded } = found;
    return "path" in requests
      ? { ...loaded, workload: streamConverted(requests).workload }
      : { ...loaded, workload: requests };
  }
  const { workload, trace } = await orderTrace(paths, options, options, reporter);
  const { census, began } = trace;
  return { workload, census, began };
}

/** What is found in a converted trace: a workload in memory, or where its requests are. */
export interface FoundConverted extends Omit<Loaded, "workload"> {
  readonly requests: Workload | ConvertedRequests;
}

/** The converted trace that one of the paths names, if one does. Throws as {@link loadWorkload}. */
export async function findConverted(
  paths: readonly string[],
  { objects, format, limit = Number.POSITIVE_INFINITY, manifests = true, memory }: BoundedOptions,
): Promise<FoundConverted | undefined> {
  const converted = await openConverted(paths, format);
  if (!converted) return undefined;
  const { path, trace, close } = converted;
  try {
    checkObjects(trace, objects);
    const fits = trace.bytesInMemory(limit, manifests) <= memory;
    return {
      requests: fits ? trace.inMemory(limit, manifests) : { path, ...trace.inFile(limit) },
      census: censusOf(trace, limit),
      began: trace.began,
    };
  } finally {
    close();
  }
}

/** Whether the requests of `profile:<name or file>` would take about as little memory as they may. */
export function profileFits(path: string, options: BoundedOptions): boolean {
  const profile = loadProfile(path.slice(PROFILE_PREFIX.length));
  return bytesOfProfile(profile, options) <= options.memory;
}

function generated(path: string, options: BoundedOptions, reporter: Reporter): Loaded<AnyWorkload> {
  const profile = loadProfile(path.slice(PROFILE_PREFIX.length));
  const progress = reporter.progress("generating: hour", "requests");
  const how = {
    ...checkedSlice(options),
    seed: options.seed ?? 1,
    objects: options.objects,
    limit: options.limit,
    progress: (hour: number, hours: number) => progress.update(hour, hours),
  };
  const loaded = profileFits(path, options)
    ? generateWorkload(profile, how)
    : streamedOf(generateTrace(profile, how, new RowSpill(scratchFile())).trace);
  progress.stop();
  if (loaded.workload.requests.count === 0) {
    throw new TraceError("NO_REQUESTS", `${path}: no request in so short a slice`);
  }
  return loaded;
}

function streamedOf({ name, rows, sizes, census }: SpilledTrace): Loaded<AnyWorkload> {
  return { workload: { name, requests: rows.requests, sizes }, census };
}
