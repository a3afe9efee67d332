/** From the curves of a sweep to a recommendation: which policy, how much memory, what it is worth. */

import type { Cell } from "../metrics/cell.ts";
import type { Bytes, Ratio } from "../units.ts";

/** The policy that keeps everything: what any amount of memory would save. */
export const CEILING = "infinite";
/** Share of the ceiling that is worth its memory: the last tenth costs more than all the rest. */
export const REACH: Ratio = 0.9;
/** Savings that differ by less are not worth a word. */
export const TIE: Ratio = 0.005;
/** Where no amount of memory saves more, there is nothing to recommend. */
const NOTHING: Ratio = 0.001;

/** Where a policy has most of what there is to have. */
export interface Knee {
  readonly policy: string;
  /** The smallest capacity that reaches the target; undefined where none does. */
  readonly capacityBytes: Bytes | undefined;
  readonly savings: Ratio | undefined;
}

/** Another policy than the one recommended. */
export interface Rival {
  readonly policy: string;
  /** What it saves at the recommended capacity. */
  readonly savings: Ratio;
  /** The smallest capacity, from the recommended one on, at which it saves as much. */
  readonly capacityBytes: Bytes | undefined;
}

export interface Recommendation {
  readonly cell: Cell;
  /** Share of the ceiling. */
  readonly reached: Ratio;
  readonly rivals: readonly Rival[];
  /** From this capacity on the policy gains less than {@link TIE}; its savings there. */
  readonly enough: Cell;
  /** Half of the ceiling for at most half of the memory, by any policy. */
  readonly half: Cell | undefined;
}

export interface Choice {
  readonly ceiling: Ratio;
  readonly knees: readonly Knee[];
  /** Undefined where nothing can be saved. */
  readonly recommended: Recommendation | undefined;
}

/**
 * Chooses among the cells of one scenario. The smallest capacity at which any policy reaches
 * {@link REACH} of the ceiling; there the best policy, or one named before it that saves as much, for
 * the cells are in the order in which policies were asked for, the simple ones first.
 */
export function choose(cells: readonly Cell[]): Choice {
  const candidates = cells
    .filter(({ policy, latencySavingsRate }) => isCandidate(policy) && latencySavingsRate > -1)
    .toSorted((a, b) => a.capacityBytes - b.capacityBytes);
  const most = Math.max(0, ...candidates.map(savingsOf));
  const ceiling = Math.max(
    most,
    ...cells.filter(({ policy }) => policy === CEILING).map(savingsOf),
  );
  const policies = [...new Set(cells.map(({ policy }) => policy))].filter(isCandidate);
  const of = (policy: string): Cell[] => candidates.filter((cell) => cell.policy === policy);
  // Policies that turn large objects away may miss the ceiling however much memory they have.
  const target = REACH * (most >= REACH * ceiling ? ceiling : most);
  const knees = policies.map((policy): Knee => {
    const knee = of(policy).find((cell) => savingsOf(cell) >= target);
    return { policy, capacityBytes: knee?.capacityBytes, savings: knee && savingsOf(knee) };
  });
  if (!(ceiling > NOTHING) || !(most > NOTHING)) return { ceiling, knees, recommended: undefined };

  const smallest = candidates.find((cell) => savingsOf(cell) >= target)!.capacityBytes;
  const there = policies.flatMap((policy) =>
    of(policy).filter(({ capacityBytes }) => capacityBytes === smallest),
  );
  const best = Math.max(...there.map(savingsOf));
  const cell = there.find((one) => savingsOf(one) >= best - TIE)!;
  const larger = candidates.filter(({ capacityBytes }) => capacityBytes >= smallest);
  const own = larger.filter(({ policy }) => policy === cell.policy);
  const greatest = Math.max(...own.map(savingsOf));
  const others = policies.filter((policy) => policy !== cell.policy);
  return {
    ceiling,
    knees,
    recommended: {
      cell,
      reached: savingsOf(cell) / ceiling,
      rivals: others.map((policy) => rivalTo(cell, policy, larger)),
      enough: own.find((one) => savingsOf(one) >= greatest - TIE)!,
      half: halfOf(ceiling, candidates, smallest),
    },
  };
}

function rivalTo(cell: Cell, policy: string, larger: readonly Cell[]): Rival {
  const own = larger.filter((one) => one.policy === policy);
  const enough = own.find((one) => savingsOf(one) >= savingsOf(cell) - TIE);
  return {
    policy,
    savings: own[0] ? savingsOf(own[0]) : Number.NaN,
    capacityBytes: enough?.capacityBytes,
  };
}

function halfOf(ceiling: Ratio, candidates: readonly Cell[], recommended: Bytes): Cell | undefined {
  const halfway = candidates.find((one) => savingsOf(one) >= ceiling / 2)?.capacityBytes;
  return candidates
    .filter(({ capacityBytes }) => capacityBytes === halfway && capacityBytes <= recommended / 2)
    .sort((a, b) => savingsOf(b) - savingsOf(a))[0];
}

function isCandidate(policy: string): boolean {
  return policy !== "none" && policy !== CEILING;
}

function savingsOf(cell: Cell): Ratio {
  return cell.latencySavingsRate;
}
