/** From the arguments of a command to a workload: opens, reads, reports what was lost. */

import { TraceError, UsageError } from "../errors.ts";
import type { Workload } from "../request.ts";
import { formatNamed } from "../trace/catalog.ts";
import { openTrace } from "../trace/open.ts";
import { type RecordSink, readTrace } from "../trace/read-trace.ts";
import { generateWorkload } from "../workload/generated-workload.ts";
import type { Objects } from "../workload/select.ts";
import type { Slice } from "../workload/slice.ts";
import { type Census, WorkloadBuilder } from "../workload/workload-builder.ts";
import { loadProfile, PROFILE_PREFIX } from "./load-profile.ts";
import { Progress } from "./progress.ts";
import { checkedSlice, SLICES } from "./slice-options.ts";

/** The requests of a registry's trace, and the census of what was read. */
export interface Loaded {
  readonly workload: Workload;
  readonly census: Census;
}

export interface LoadOptions extends Slice {
  readonly format?: string | undefined;
  readonly objects: Objects;
  readonly limit?: number | undefined;
  /** Of a profile's random numbers; default 1. */
  readonly seed?: number;
  /** Told of every record of a trace, too. */
  readonly beside?: RecordSink;
}

const REDIRECTED =
  "; this registry sends its clients to the object store, so that its log does not tell how large " +
  "the blobs are (storage.redirect.disable: true makes it serve them)";

/**
 * Reads the trace that the paths name, or makes the workload of `profile:<name or file>`, with
 * progress and warnings on stderr.
 * @throws {TraceError} `NO_REQUESTS` when no request is left, and as openTrace and readTrace do.
 * @throws {UsageError} `PROFILE` for a profile among other traces, `SLICE` for a slice of a trace.
 */
export async function loadWorkload(paths: string[], options: LoadOptions): Promise<Loaded> {
  const profile = paths.find((path) => path.startsWith(PROFILE_PREFIX));
  if (profile !== undefined) return generated(profile, paths, options);
  const cut = SLICES.find((key) => options[key] !== undefined);
  if (cut) {
    throw new UsageError("SLICE", `--${cut} cuts profile:<name> only: a trace is cut by --limit`);
  }
  const progress = new Progress("reading", "bytes");
  let read = 0;
  const trace = openTrace(paths, (bytes) => {
    read += bytes;
    progress.update(read, trace.bytes);
  });
  const warn = (line: string): void => {
    progress.clear();
    console.error(`pullsim: warning: ${line}`);
  };
  const builder = new WorkloadBuilder(options.objects);
  const format = options.format === undefined ? undefined : formatNamed(options.format);
  await readTrace(trace.sources, both(builder, options.beside), { format, warn });
  progress.stop();
  const { workload, census } = builder.build(trace.name, options.limit);
  if (workload.requests.count === 0) {
    const reasons = Object.entries(census.skipped).map(([reason, n]) => `${n} ${reason}`);
    const last = trace.sources.at(-1)!.name;
    throw new TraceError(
      "NO_REQUESTS",
      `${last}: no request in ${census.records} records up to byte ${read} (skipped: ${reasons.join(", ") || "none"}); expected GETs of ${options.objects === "all" ? "blobs or manifests" : options.objects} answered 200${census.skipped.redirect ? REDIRECTED : ""}`,
    );
  }
  if (census.resized > 0) {
    warn(`${census.resized} objects are recorded with more than one size; the greatest is used`);
  }
  return { workload, census };
}

function both(first: RecordSink, second: RecordSink | undefined): RecordSink {
  if (!second) return first;
  return {
    record(record) {
      first.record(record);
      second.record(record);
    },
    damaged(reason) {
      first.damaged(reason);
      second.damaged(reason);
    },
    ignored(reason) {
      first.ignored(reason);
      second.ignored(reason);
    },
  };
}

function generated(path: string, paths: readonly string[], options: LoadOptions): Loaded {
  if (paths.length > 1 || options.format !== undefined) {
    const what = options.format === undefined ? "stands alone" : "has no --format";
    throw new UsageError("PROFILE", `${path} ${what}: it is a whole registry`);
  }
  const profile = loadProfile(path.slice(PROFILE_PREFIX.length));
  const progress = new Progress("generating: hour", "requests");
  const loaded = generateWorkload(profile, {
    ...checkedSlice(options),
    seed: options.seed ?? 1,
    objects: options.objects,
    limit: options.limit,
    progress: (hour, hours) => progress.update(hour, hours),
  });
  progress.stop();
  if (loaded.workload.requests.count === 0) {
    throw new TraceError("NO_REQUESTS", `${path}: no request in so short a slice`);
  }
  return loaded;
}
