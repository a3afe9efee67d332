/** Every stage of the benchmark: a further one is a file and a line here. */

import { curve } from "./curve-stage.ts";
import { fast } from "./fast-stage.ts";
import { full } from "./full-stage.ts";
import { generate } from "./generate-stage.ts";
import { growth } from "./growth-stage.ts";
import { ingest } from "./ingest-stage.ts";
import { memory } from "./memory-stage.ts";
import { read } from "./read-stage.ts";
import type { Stage } from "./stage.ts";
import { sweep } from "./sweep-stage.ts";

export const STAGES: readonly Stage[] = [
  read,
  ingest,
  generate,
  fast,
  full,
  curve,
  sweep,
  memory,
  growth,
];
