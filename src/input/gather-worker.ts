/** What the threads that read a trace do: read some of its files, one after the other. */

import { TraceError } from "../errors.ts";
import { formatNamed } from "../trace/catalog.ts";
import { openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Gathered } from "../workload/gathered.ts";
import { RequestMix } from "../workload/request-mix.ts";
import type { Objects } from "../workload/select.ts";
import { share, shareAll } from "../workload/shared-workload.ts";
import { WorkloadBuilder } from "../workload/workload-builder.ts";

export interface GatherOrder {
  readonly files: readonly string[];
  readonly format: string | undefined;
  readonly objects: Objects;
  /** Whether records of all kinds are counted. */
  readonly mix: boolean;
  /** Shared memory in which entry `slot` says how many bytes have been read. */
  readonly read: Float64Array;
  readonly slot: number;
}

/** What was found, or why a file is no trace; and what there is to warn of before. */
export interface GatherResult {
  readonly gathered?: Gathered;
  readonly failure?: { readonly code: string; readonly message: string };
  readonly warnings: readonly string[];
}

/** Reads the files into shared columns. */
export async function gather(order: GatherOrder): Promise<GatherResult> {
  const { files, format, objects, read, slot } = order;
  const warnings: string[] = [];
  const mix = order.mix ? new RequestMix() : undefined;
  const builder = new WorkloadBuilder(objects, mix);
  try {
    const { sources } = openTrace(files, (bytes) => {
      read[slot]! += bytes;
    });
    await readTrace(sources, builder, {
      format: format === undefined ? undefined : formatNamed(format),
      warn: (line) => warnings.push(line),
    });
  } catch (error) {
    // An error keeps neither its class nor its code on the way to another thread.
    if (error instanceof TraceError) {
      return { failure: { code: error.code, message: error.message }, warnings };
    }
    throw error;
  }
  const gathered = builder.gathered();
  const { requests, manifests, sizes } = gathered;
  const shared = {
    requests: shareAll(requests),
    manifests: shareAll(manifests),
    sizes: share(sizes),
  };
  return { gathered: { ...gathered, ...shared }, warnings };
}
