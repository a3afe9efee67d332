/** The slice of a profile's time that the options ask for. */

import { UsageError } from "../errors.ts";
import type { Slice } from "../workload/slice.ts";

/** The keys of a slice. */
export const SLICES = ["from", "scale", "days", "requests"] as const;

/** @throws {UsageError} `SLICE` when its length is given twice. */
export function checkedSlice(slice: Slice): Slice {
  const given = SLICES.filter((key) => key !== "from" && slice[key] !== undefined);
  if (given.length > 1) {
    throw new UsageError("SLICE", `--${given[0]} and --${given[1]}: give one of the two`);
  }
  return slice;
}
