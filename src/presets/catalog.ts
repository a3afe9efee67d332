/** Scenario presets by name: the very text that a user can copy into a file and edit. */

import { ibm2017 } from "./ibm-2017.ts";
import { ibm2017ClientBound } from "./ibm-2017-client-bound.ts";
import { paperTestbed } from "./paper-testbed.ts";
import { recorded } from "./recorded.ts";
import { s3Today } from "./s3-today.ts";

export const PRESETS: Readonly<Record<string, string>> = {
  "ibm-2017": ibm2017,
  "ibm-2017-client-bound": ibm2017ClientBound,
  "paper-testbed": paperTestbed,
  "s3-today": s3Today,
  recorded,
};
