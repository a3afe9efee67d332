/** From a raw trace to a converted one. */

import { UsageError } from "../errors.ts";
import type { Bytes } from "../units.ts";
import { convertedOf } from "../workload/converted-trace.ts";
import type { Names } from "../workload/gathered.ts";
import { RequestMix } from "../workload/request-mix.ts";
import { buildWorkload } from "../workload/workload-builder.ts";
import { gatherTrace, type ReadOptions } from "./gather-trace.ts";
import { openConverted } from "./load-converted.ts";
import { PROFILE_PREFIX } from "./load-profile.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Reads the trace that the paths name and writes it to a file, whole or not at all.
 * @throws {UsageError} `CONVERT` for what needs no converting, `OUT` where the file cannot be written.
 * @throws {TraceError} as loadWorkload does.
 */
export async function convertTrace(
  paths: readonly string[],
  options: ReadOptions,
  out: string,
): Promise<{ requests: number; objects: number; bytes: Bytes }> {
  const profile = paths.find((path) => path.startsWith(PROFILE_PREFIX));
  if (profile !== undefined) {
    throw new UsageError("CONVERT", `${profile} is made, not read: pullsim generate writes it`);
  }
  const converted = await openConverted(paths);
  if (converted) {
    converted.close();
    throw new UsageError("CONVERT", `${paths[0]} is a converted trace already`);
  }
  const { name, gathered } = await gatherTrace(paths, options, new RequestMix());
  const { workload, census, began, old } = buildWorkload(gathered, name);
  const nameOf = (kind: keyof Names): string[] =>
    Array.from(old[kind], (id) => gathered.names[kind][id]!);
  const names: Names = {
    object: nameOf("object"),
    client: nameOf("client"),
    repository: nameOf("repository"),
    host: nameOf("host"),
  };
  const { arrowFile } = await import("../workload/arrow-writer.ts");
  const { objects } = options;
  const trace = convertedOf(workload, { census, began, objects, mix: gathered.mix });
  try {
    const bytes = await writeWhole(out, arrowFile(trace, names));
    return { requests: workload.requests.count, objects: workload.sizes.length, bytes };
  } catch (error) {
    throw new UsageError("OUT", `${out}: ${(error as Error).message}`, { cause: error });
  }
}
