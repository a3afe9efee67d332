/** The result of a sweep: the result documents of its traces and scenarios, one after the other. */

import type { ResultDocument } from "./document.ts";

export interface SweepDocument {
  schema: 1;
  version: string;
  /** The command that makes this document again. */
  command: string;
  /** Seeds over which every cell is a mean, from its `seed` upwards. */
  replications: number;
  /** One for every trace and scenario: what `pullsim run` would print. */
  results: readonly ResultDocument[];
}
