/** From a raw trace, or a profile, to a converted trace. */

import { dirname } from "node:path";
import { TraceError, UsageError } from "../errors.ts";
import type { Bytes } from "../units.ts";
import type { ConvertedTrace } from "../workload/converted-trace.ts";
import { generateTrace } from "../workload/generated-workload.ts";
import type { Names } from "../workload/names.ts";
import { RequestMix } from "../workload/request-mix.ts";
import { RowSpill } from "../workload/row-spill.ts";
import type { Slice } from "../workload/slice.ts";
import { checkedSlice, SLICES } from "./checked-slice.ts";
import type { ReadOptions } from "./gather-trace.ts";
import { openConverted } from "./load-converted.ts";
import { loadProfile, PROFILE_PREFIX, soleProfile } from "./load-profile.ts";
import { freeMemory } from "./memory.ts";
import { namesOf, orderTrace } from "./order-trace.ts";
import { onTerminal } from "./reporter.ts";
import { scratchFile } from "./scratch-file.ts";
import { writeWhole } from "./write-whole.ts";

/** `memory`: a share of what is free unless it is given. */
export interface ConvertOptions extends ReadOptions, Slice {
  /** Of a profile's random numbers; default 1. */
  readonly seed?: number;
}

/** What a conversion made. */
export interface Conversion {
  readonly requests: number;
  readonly objects: number;
  readonly bytes: Bytes;
}

/**
 * Reads the trace that the paths name, or makes that of `profile:<name or file>`, and writes it to a
 * file, whole or not at all.
 * @throws {UsageError} `CONVERT` for what needs no converting, `OUT` where the file cannot be written,
 * `PROFILE` and `SLICE` as loadWorkload does.
 * @throws {TraceError} as loadWorkload does.
 */
export async function convertTrace(
  paths: readonly string[],
  options: ConvertOptions,
  out: string,
): Promise<Conversion> {
  const profile = soleProfile(paths, options);
  if (profile !== undefined) return convertProfile(profile, options, out);
  const cut = SLICES.find((key) => options[key] !== undefined);
  if (cut) throw new UsageError("SLICE", `--${cut} cuts profile:<name> only`);
  const converted = await openConverted(paths);
  if (converted) {
    converted.close();
    throw new UsageError("CONVERT", `${paths[0]} is a converted trace already`);
  }
  const { memory = freeMemory() } = options;
  const scratch = dirname(out);
  const mix = new RequestMix();
  const ordered = await orderTrace(paths, { ...options, memory, scratch }, { mix });
  try {
    return await write(ordered.trace, namesOf(ordered), out, options.signal);
  } finally {
    ordered.close();
  }
}

async function convertProfile(
  path: string,
  options: ConvertOptions,
  out: string,
): Promise<Conversion> {
  const profile = loadProfile(path.slice(PROFILE_PREFIX.length));
  const progress = onTerminal().progress("generating: hour", "requests");
  const scratch = scratchFile(dirname(out));
  try {
    const { trace, names } = generateTrace(
      profile,
      {
        ...checkedSlice(options),
        seed: options.seed ?? 1,
        objects: options.objects,
        progress: (hour, hours) => progress.update(hour, hours),
      },
      new RowSpill(scratch),
    );
    progress.stop();
    if (trace.rows.requests.count === 0) {
      throw new TraceError("NO_REQUESTS", `${path}: no request in so short a slice`);
    }
    return await write(trace, names, out, options.signal);
  } finally {
    scratch.close();
  }
}

async function write(
  trace: ConvertedTrace,
  names: Names,
  out: string,
  signal: AbortSignal | undefined,
): Promise<Conversion> {
  const { arrowFile } = await import("../workload/arrow-writer.ts");
  try {
    const bytes = await writeWhole(out, arrowFile(trace, names), signal);
    return { requests: trace.rows.requests.count, objects: trace.sizes.length, bytes };
  } catch (error) {
    if (error instanceof UsageError || signal?.aborted) throw error;
    throw new UsageError("OUT", `${out}: ${(error as Error).message}`, { cause: error });
  }
}
