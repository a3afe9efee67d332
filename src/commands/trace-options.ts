/** Options of whoever reads a trace. */

import { availableParallelism } from "node:os";
import { Option } from "@commander-js/extra-typings";
import { FORMATS } from "../trace/catalog.ts";
import { positive } from "./option-values.ts";

export const FORMAT_OPTION = new Option(
  "--format <name>",
  "trace format (default: told from the content)",
).choices(FORMATS.map(({ name }) => name));

export const OBJECTS_OPTION = new Option(
  "--objects <kind>",
  "which objects are requests to the cache",
)
  .choices(["blobs", "manifests", "all"] as const)
  .default("blobs" as const);

/** On how many threads a trace is read. */
export const WORKERS_OPTION = new Option("--workers <n>", "threads that read the trace")
  .argParser(positive)
  .default(availableParallelism());
