/** Options of whoever replays a trace. */

import { availableParallelism } from "node:os";
import { Option } from "@commander-js/extra-typings";
import { positive, wholeNumber } from "./option-values.ts";

/** The capacities of the paper's figure. */
const CAPACITIES = ["50MB", "100MB", "200MB", "500MB", "1GB", "2GB", "4GB", "8GB", "12GB"];

export const CAPACITY_OPTION = new Option(
  "--capacity <size...>",
  'cache sizes: "500MB", "4GiB", "unlimited"',
).default(CAPACITIES, "nine, from 50MB to 12GB");

export const FIDELITY_OPTION = new Option(
  "--fidelity <level>",
  "full: queues, shared links, fills take time; fast: no contention",
)
  .choices(["full", "fast"] as const)
  .default("full" as const);

export const SEED_OPTION = new Option("--seed <n>", "seed of all random numbers")
  .argParser(wholeNumber)
  .default(1);

export const REPLICATIONS_OPTION = new Option(
  "--replications <n>",
  "runs with other seeds, for a confidence interval",
)
  .argParser(positive)
  .default(1);

/** On how many threads runs are replayed. */
export const THREADS_OPTION = new Option("--workers <n>", "threads")
  .argParser(positive)
  .default(availableParallelism());
