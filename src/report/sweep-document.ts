/** The result of a sweep: the result documents of its traces and scenarios, one after the other. */

import type { ResultDocument } from "./document.ts";

export interface SweepDocument {
  schema: 1;
  version: string;
  /** The command that makes this document again. */
  command: string;
  /** One for every trace, scenario and seed: what `pullsim run` would print. */
  results: readonly ResultDocument[];
}
