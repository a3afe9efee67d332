/** What each part of a policy is worth, from runs of all combinations of its parts on and off. */

import type { Bytes, Ratio } from "../units.ts";
import type { Cell } from "./cell.ts";

/** The difference that a part makes, as a ratio (0.01 is a percentage point). */
export interface Worth {
  /** With it alone, against none. */
  alone: Ratio;
  /** Mean over all combinations of the other parts. */
  average: Ratio;
  /** With all parts, against all but it. */
  onTop: Ratio;
}

/** What one part is worth at one capacity. */
export interface PartWorth {
  capacityBytes: Bytes;
  part: string;
  latencySavingsRate: Worth;
  hitRatio: Worth;
}

/**
 * `combinations` names the policies of the combinations: bit i of a place in it says whether
 * `parts[i]` is on. In order of capacity, as the cells have them, and part.
 */
export function worthOfParts(
  parts: readonly string[],
  combinations: readonly string[],
  cells: readonly Cell[],
): PartWorth[] {
  const runs = combinations.map((policy) => cells.filter((cell) => cell.policy === policy));
  return (runs[0] ?? []).flatMap(({ capacityBytes }, at) =>
    parts.map((part, i) => {
      const worth = (measure: "latencySavingsRate" | "hitRatio"): Worth => {
        const without = combinations.map((_, mask) => mask).filter((mask) => !(mask & (1 << i)));
        const gains = without.map(
          (mask) => runs[mask | (1 << i)]![at]![measure] - runs[mask]![at]![measure],
        );
        return {
          alone: gains[0]!,
          average: gains.reduce((sum, gain) => sum + gain, 0) / gains.length,
          onTop: gains.at(-1)!,
        };
      };
      return {
        capacityBytes,
        part,
        latencySavingsRate: worth("latencySavingsRate"),
        hitRatio: worth("hitRatio"),
      };
    }),
  );
}
