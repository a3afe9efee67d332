/** From the arguments of a command to a workload: opens, reads, reports what was lost. */

import { TraceError, UsageError } from "../errors.ts";
import type { Workload } from "../request.ts";
import { generateWorkload } from "../workload/generated-workload.ts";
import type { Slice } from "../workload/slice.ts";
import { buildWorkload, type Census } from "../workload/workload-builder.ts";
import { checkedSlice, SLICES } from "./checked-slice.ts";
import { gatherTrace, type ReadOptions } from "./gather-trace.ts";
import { censusOf, checkObjects, openConverted } from "./load-converted.ts";
import { loadProfile, PROFILE_PREFIX } from "./load-profile.ts";
import { onTerminal, type Reporter } from "./reporter.ts";

/** The requests of a registry's trace, and the census of what was read. */
export interface Loaded {
  readonly workload: Workload;
  readonly census: Census;
  /** When the first request was sent, in milliseconds since 1970. Nothing is known of a profile's. */
  readonly began?: number;
}

export interface LoadOptions extends Slice, ReadOptions {
  readonly limit?: number | undefined;
  /** Of a profile's random numbers; default 1. */
  readonly seed?: number;
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
  const profile = paths.find((path) => path.startsWith(PROFILE_PREFIX));
  if (profile !== undefined) return generated(profile, paths, options, reporter);
  const cut = SLICES.find((key) => options[key] !== undefined);
  if (cut) {
    throw new UsageError("SLICE", `--${cut} cuts profile:<name> only: a trace is cut by --limit`);
  }
  const converted = await openConverted(paths, options.format);
  if (converted) {
    const { trace, close } = converted;
    try {
      checkObjects(trace, options.objects);
      const { limit = Number.POSITIVE_INFINITY } = options;
      return {
        workload: trace.inMemory(limit),
        census: censusOf(trace, limit),
        began: trace.began,
      };
    } finally {
      close();
    }
  }
  const { name, gathered } = await gatherTrace(paths, options, undefined, reporter);
  return buildWorkload(gathered, name, options.limit);
}

function generated(
  path: string,
  paths: readonly string[],
  options: LoadOptions,
  reporter: Reporter,
): Loaded {
  if (paths.length > 1 || options.format !== undefined) {
    const what = options.format === undefined ? "stands alone" : "has no --format";
    throw new UsageError("PROFILE", `${path} ${what}: it is a whole registry`);
  }
  const profile = loadProfile(path.slice(PROFILE_PREFIX.length));
  const progress = reporter.progress("generating: hour", "requests");
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
