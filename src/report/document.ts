/** The result document: everything that a run says, as data. The shape is a fixed contract. */

import type { PartWorth } from "../metrics/ablation.ts";
import type { Cell } from "../metrics/cell.ts";
import { footprint, type Workload } from "../request.ts";
import type { Bytes, Ratio, Seconds } from "../units.ts";

/** The layout of the document; a change that breaks readers raises it. */
export const SCHEMA = 1;

/** What was replayed. */
export interface TraceSummary {
  name: string;
  /** Requests + the sum of `skipped`. */
  records: number;
  requests: number;
  objects: number;
  footprintBytes: Bytes;
  /** Records that are no requests, by reason. */
  skipped: Readonly<Record<string, number>>;
}

/** A workload, wherever its requests are. */
type Summarised = Pick<Workload, "name" | "sizes"> & {
  readonly requests: { readonly count: number };
};

/** What was replayed of a trace, in short. */
export function summaryOf(
  workload: Summarised,
  { records, skipped }: { records: number; skipped: Readonly<Record<string, number | undefined>> },
): TraceSummary {
  return {
    name: workload.name,
    records,
    requests: workload.requests.count,
    objects: workload.sizes.length,
    footprintBytes: footprint(workload),
    skipped: skipped as Record<string, number>,
  };
}

export interface ResultDocument {
  schema: typeof SCHEMA;
  version: string;
  seed: number;
  fidelity: string;
  /** Share of the objects that were replayed, where the cells are estimates from a sample. */
  sample?: Ratio;
  /** `open`: requests came as recorded; `closed`: as those that they waited for were served. */
  replay: "open" | "closed";
  /** Runs, with the seeds from `seed` on, over which every cell is a mean. */
  replications: number;
  /** What was simulated and not measured: a share of the requests, and a time; the longer counts. */
  warmUp: Ratio;
  warmUpSeconds: Seconds;
  trace: TraceSummary;
  /** The whole scenario, in base units. */
  scenario: { readonly name: string };
  cells: readonly Cell[];
  /** What each idea of a policy that was taken apart is worth. */
  ablation?: readonly PartWorth[];
}
