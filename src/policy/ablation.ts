/** R-cache taken apart: its three ideas, on and off in all combinations. */

import { UsageError } from "../errors.ts";
import { rCache } from "./r-cache.ts";

/** What can be switched off, and how. */
const OFF = { small: "small=none", hot: "hot=none", dedup: "dedup=inclusive" } as const;

export const IDEAS = ["small", "hot", "dedup"] as const satisfies (keyof typeof OFF)[];

/**
 * The eight combinations, as policies to be parsed: bit i of a place in the array says whether
 * {@link IDEAS}[i] is on. The first, all off, is LRU; the last is the policy as it was given.
 * @throws {UsageError} `ABLATE` for a policy that is not r-cache.
 */
export function ablations(text: string): string[] {
  if (text.split(":", 1)[0] !== rCache.name) {
    throw new UsageError("ABLATE", `--ablate ${text}: only ${rCache.name} can be taken apart`);
  }
  return Array.from({ length: 2 ** IDEAS.length }, (_, mask) => {
    const off = IDEAS.filter((_, i) => (mask & (1 << i)) === 0).map((idea) => OFF[idea]);
    if (off.length === 0) return text;
    return `${text}${text.includes(":") ? "," : ":"}${off.join(",")}`;
  });
}
