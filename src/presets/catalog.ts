/** Scenario presets by name: the very text that a user can copy into a file and edit. */

import { ibm2017 } from "./ibm-2017.ts";
import { recorded } from "./recorded.ts";

export const PRESETS: Readonly<Record<string, string>> = { "ibm-2017": ibm2017, recorded };
