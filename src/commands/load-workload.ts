/** From the arguments of a command to a workload: opens, reads, reports what was lost. */

import { TraceError } from "../errors.ts";
import type { Workload } from "../request.ts";
import { formatNamed } from "../trace/catalog.ts";
import { openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Objects } from "../workload/select.ts";
import { type Census, WorkloadBuilder } from "../workload/workload-builder.ts";
import { Progress } from "./progress.ts";

/** The requests of a registry's trace, and the census of what was read. */
export interface Loaded {
  readonly workload: Workload;
  readonly census: Census;
}

/**
 * Reads the trace that the paths name, with progress and warnings on stderr.
 * @throws {TraceError} `NO_REQUESTS` when no request is left, and as openTrace and readTrace do.
 */
export async function loadWorkload(
  paths: string[],
  options: { format?: string | undefined; objects: Objects; limit?: number | undefined },
): Promise<Loaded> {
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
  await readTrace(trace.sources, builder, { format, warn });
  progress.stop();
  const { workload, census } = builder.build(trace.name, options.limit);
  if (workload.requests.count === 0) {
    const reasons = Object.entries(census.skipped).map(([reason, n]) => `${n} ${reason}`);
    const last = trace.sources.at(-1)!.name;
    throw new TraceError(
      "NO_REQUESTS",
      `${last}: no request in ${census.records} records up to byte ${read} (skipped: ${reasons.join(", ") || "none"}); expected GETs of ${options.objects === "all" ? "blobs or manifests" : options.objects} answered 200`,
    );
  }
  if (census.resized > 0) {
    warn(`${census.resized} objects are recorded with more than one size; the greatest is used`);
  }
  return { workload, census };
}
