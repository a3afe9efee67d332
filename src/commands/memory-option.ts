/** The option of whoever reads traces that may not fit into memory. */

import { Option } from "@commander-js/extra-typings";

export const MEMORY_OPTION = new Option(
  "--memory <size>",
  "what requests may take in memory: of a trace that takes more they are read from disk as they are " +
    "replayed, to the same result (default: 60 % of what is free)",
);
