/** Evidence of made-up numbers, for tests of what is advised. */

import { type Advice, advise, type Evidence } from "../advice/advice.ts";
import type { Facts } from "../advice/facts.ts";
import type { Cell } from "../metrics/cell.ts";
import { sampleCell } from "./sweep-document.ts";

/** A log of ten days against which nothing speaks. */
const FACTS: Facts = {
  name: "registry",
  records: 30_000,
  skipped: { ping: 15_000, head: 5000 },
  from: "2026-11-01T06:00:00.000Z",
  to: "2026-11-11T06:00:00.000Z",
  requests: 10_000,
  objects: 2000,
  footprintBytes: 8e9,
  largestBytes: 1e9,
  bytes: 100e9,
  clients: 50,
  repositories: 20,
  seconds: 864_000,
  repeats: 0.8,
  repeatedBytes: 0.9,
  repeatsByHalf: [0.75, 0.85],
  newInSecondHalf: 0.2,
  timed: 10_000,
  redirects: 0,
};

/** A good fit. */
export const FITTED = {
  origin: "fitted",
  overheadSeconds: 0.9,
  bytesPerSecond: 2e6,
  hit: { base: 0.003, bandwidth: 117e6 },
  ks: 0.02,
} as const;

/** Savings by policy, at 1, 2, 4 GB and so on; `infinite` has one for all of them. */
export type Curves = Readonly<Record<string, readonly number[]>>;

/** The cells of those curves, with a half-width of one percentage point. */
export function cellsOf(curves: Curves): Cell[] {
  const capacities = Math.max(...Object.values(curves).map((savings) => savings.length));
  return Object.entries(curves).flatMap(([policy, savings]) =>
    Array.from({ length: capacities }, (_, i) => ({
      ...sampleCell(policy, 1e9 * 2 ** i, savings[Math.min(i, savings.length - 1)]!),
      savingsHalfWidth: 0.01,
    })),
  );
}

/** Advice on that log with those curves, and what else differs from the ordinary. */
export function adviceOn(
  curves: Curves,
  facts: Partial<Facts> = {},
  evidence: Partial<Evidence> = {},
): Advice {
  return advise({
    ...{ facts: { ...FACTS, ...facts }, objects: "blobs", latencies: FITTED },
    ...{ cells: cellsOf(curves), clientBoundCells: [] },
    ...evidence,
  });
}
