/** Registry profiles by name: the very text that a user can copy into a file and edit. */

import { dal09 } from "./dal09.ts";
import { devMon01 } from "./dev-mon01.ts";
import { fra02 } from "./fra02.ts";
import { lon02 } from "./lon02.ts";
import { prestageMon01 } from "./prestage-mon01.ts";
import { stageDal09 } from "./stage-dal09.ts";
import { syd01 } from "./syd01.ts";

/** In the order in which they are listed: production, then internal. */
export const PROFILES: Readonly<Record<string, string>> = {
  dal09,
  lon02,
  fra02,
  syd01,
  "stage-dal09": stageDal09,
  "prestage-mon01": prestageMon01,
  "dev-mon01": devMon01,
};
