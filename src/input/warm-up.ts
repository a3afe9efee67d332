/** `--warm-up`: a share of the requests, or a time. */

import { UsageError } from "../errors.ts";
import { parseQuantity, type Ratio, type Seconds } from "../units.ts";

/** What is simulated and not measured: the longer of the two. */
export interface WarmUp {
  readonly warmUp: Ratio;
  readonly warmUpSeconds: Seconds;
}

/**
 * Reads a share from 0 to below 1, or a time with its unit.
 * @throws {UsageError} `WARM_UP` for a number that is no such share, `QUANTITY` for any other text.
 */
export async function parseWarmUp(text: string): Promise<WarmUp> {
  const share = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isNaN(share)) {
    return { warmUp: 0, warmUpSeconds: await parseQuantity(text, "seconds") };
  }
  if (share >= 0 && share < 1) return { warmUp: share, warmUpSeconds: 0 };
  throw new UsageError(
    "WARM_UP",
    `--warm-up ${text}: a share is at least 0 and below 1; a time has a unit, "1 day"`,
  );
}
