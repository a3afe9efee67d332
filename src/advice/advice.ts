/** What an operator is told about a log: the facts, what is to be done, and what to beware of. */

import type { Cell } from "../metrics/cell.ts";
import type { Bytes, BytesPerSecond, Ratio, Seconds } from "../units.ts";
import { type Caution, cautionsOf } from "./cautions.ts";
import type { Facts } from "./facts.ts";
import { CEILING, type Choice, choose, type Recommendation } from "./recommend.ts";

/** Where the latencies come from. */
export type Latencies =
  | {
      readonly origin: "fitted";
      readonly overheadSeconds: Seconds;
      readonly bytesPerSecond: BytesPerSecond;
      /** What a hit is assumed to cost. */
      readonly hit: { readonly base: Seconds; readonly bandwidth: BytesPerSecond };
      /** Kolmogorov and Smirnov's distance of the model from the recorded durations. */
      readonly ks: Ratio;
    }
  /** A scenario that the user asked for, or one that stands in for what the log does not say. */
  | { readonly origin: "given" | "preset"; readonly scenario: string };

export interface Advice extends Choice {
  readonly facts: Facts;
  /** What the requests are for: "blobs", "manifests" or "all". */
  readonly objects: string;
  readonly latencies: Latencies;
  /** Smallest and greatest capacity that were tried. */
  readonly leastBytes: Bytes;
  readonly mostBytes: Bytes;
  /** What a cache of any size would do. */
  readonly all: Cell | undefined;
  /** The recommended cell where the clients' own links set the pace. */
  readonly clientBound: Cell | undefined;
  readonly cautions: readonly Caution[];
}

/** What advice rests on. */
export interface Evidence extends Pick<Advice, "facts" | "objects" | "latencies"> {
  readonly cells: readonly Cell[];
  /** The same cells where a hit is spared the overhead only; none where latencies are not fitted. */
  readonly clientBoundCells: readonly Cell[];
}

export function advise({ facts, objects, latencies, cells, clientBoundCells }: Evidence): Advice {
  const choice = choose(cells);
  const all = cells.find(({ policy }) => policy === CEILING);
  const advice = {
    ...{ facts, objects, latencies, all, ...choice },
    leastBytes: Math.min(...cells.map(({ capacityBytes }) => capacityBytes)),
    mostBytes: Math.max(...cells.map(({ capacityBytes }) => capacityBytes)),
    clientBound: sameCell(choice.recommended, clientBoundCells),
  };
  return { ...advice, cautions: cautionsOf(advice) };
}

function sameCell(recommended: Recommendation | undefined, cells: readonly Cell[]) {
  return cells.find(
    ({ policy, capacityBytes }) =>
      policy === recommended?.cell.policy && capacityBytes === recommended.cell.capacityBytes,
  );
}
