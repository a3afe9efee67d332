/** What a run says of one policy at one capacity. */

import type { Bytes } from "../units.ts";
import type { Summary } from "./summary.ts";

/** A summary, and what the cache did. Admissions, rejections and evictions count the warm-up too. */
export interface Cell extends Summary {
  /** As the user wrote it, parameters and all. */
  policy: string;
  /** `Infinity` for no limit. */
  capacityBytes: Bytes;
  admissions: number;
  /** Objects that arrived and were not kept. */
  rejections: number;
  evictions: number;
}
