/** `--warm-up`: a share of the requests, or a time. */

import { UsageError } from "../errors.ts";
import type { SimulateOptions } from "../simulate.ts";
import { parseQuantity } from "../units.ts";

/**
 * Reads a share from 0 to below 1, or a time with its unit.
 * @throws {UsageError} `WARM_UP` for a number that is no such share, `QUANTITY` for any other text.
 */
export async function parseWarmUp(
  text: string,
): Promise<Pick<SimulateOptions, "warmUp" | "warmUpSeconds">> {
  const share = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isNaN(share)) return { warmUpSeconds: await parseQuantity(text, "seconds") };
  if (share >= 0 && share < 1) return { warmUp: share };
  throw new UsageError(
    "WARM_UP",
    `--warm-up ${text}: a share is at least 0 and below 1; a time has a unit, "1 day"`,
  );
}
