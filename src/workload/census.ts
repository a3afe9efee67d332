/** What became of the records of a trace. */

import type { Damage, Ignored } from "../trace/format.ts";
import type { SkipReason } from "./select.ts";

/** Why a record is not among the requests. */
export type Skip = SkipReason | Damage | Ignored | "over-limit";

/** What was read of a trace. `records` = requests of the workload + the sum of `skipped`. */
export interface Census {
  readonly records: number;
  readonly skipped: Readonly<Partial<Record<Skip, number>>>;
  /** Objects whose records disagree about their size. */
  readonly resized: number;
}
