/** Reads a raw trace into requests in order of arrival: in memory, or on disk where they do not fit. */

import type { AnyWorkload } from "../streamed-workload.ts";
import type { Bytes } from "../units.ts";
import { type ConvertedTrace, convertedOf } from "../workload/converted-trace.ts";
import type { Gathered } from "../workload/gathered.ts";
import type { Names } from "../workload/names.ts";
import type { RequestMix } from "../workload/request-mix.ts";
import { type OrderedRows, spillWorkload } from "../workload/spilled-workload.ts";
import { buildWorkload } from "../workload/workload-builder.ts";
import { gatherTrace, isInMemory, type ReadOptions } from "./gather-trace.ts";
import type { Reporter } from "./reporter.ts";
import { scratchFile } from "./scratch-file.ts";

/** A trace whose requests are in order. */
export interface OrderedTrace extends Pick<OrderedRows, "old"> {
  readonly workload: AnyWorkload;
  readonly trace: ConvertedTrace;
  /** By the ids that came. */
  readonly names: Gathered["names"];
  /** Frees what is on disk: nothing can be read any more. */
  close(): void;
}

/** The first `limit` requests. Throws as gatherTrace does. */
export async function orderTrace(
  paths: readonly string[],
  options: ReadOptions & { readonly memory: Bytes },
  { limit = Number.POSITIVE_INFINITY, mix }: { limit?: number | undefined; mix?: RequestMix },
  reporter?: Reporter,
): Promise<OrderedTrace> {
  const { name, gathered, close } = await gatherTrace(paths, options, mix, reporter);
  const { objects, memory } = options;
  if (isInMemory(gathered)) {
    close();
    const { workload, census, began, old } = buildWorkload(gathered, name, limit);
    const trace = convertedOf(workload, { census, began, objects, mix: gathered.mix });
    return { workload, trace, old, names: gathered.names, close() {} };
  }
  const rows = scratchFile(options.scratch);
  const runs = scratchFile(options.scratch);
  try {
    const { trace, old } = spillWorkload(
      gathered,
      { name, objects },
      memory,
      { runs, rows },
      limit,
    );
    const { requests } = trace.rows;
    const workload = { name, requests, sizes: trace.sizes };
    return { workload, trace, old, names: gathered.names, close: () => rows.close() };
  } finally {
    runs.close();
    close();
  }
}

/** The names of the ids in an ordered trace. */
export function namesOf({ names, old }: Pick<OrderedTrace, "names" | "old">): Names {
  const nameOf = (kind: keyof Names): string[] => {
    const ordered: string[] = [];
    for (let i = 0; i < old[kind].length; i++) ordered.push(names[kind][old[kind][i]!]!);
    return ordered;
  };
  return {
    object: nameOf("object"),
    client: nameOf("client"),
    repository: nameOf("repository"),
    host: nameOf("host"),
  };
}
