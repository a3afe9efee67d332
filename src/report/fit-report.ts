/** What a fit says, for people and as data. */

import { formatBytes, formatSeconds, type Ratio, type Seconds, UNLIMITED } from "../units.ts";
import { inColumns } from "./in-columns.ts";

/** How well a model's durations resemble the recorded ones. */
export interface Goodness {
  readonly model: string;
  /** Kolmogorov and Smirnov's distance, 0 to 1. */
  readonly ks: Ratio;
  /** At each of the shares of the report. */
  readonly quantiles: readonly Seconds[];
}

export interface FitReport {
  readonly trace: string;
  readonly requests: number;
  readonly overheadSeconds: Seconds;
  readonly sigma: number;
  readonly bytesPerSecond: number;
  readonly shares: readonly Ratio[];
  readonly recorded: readonly Seconds[];
  readonly models: readonly Goodness[];
}

/** The fit as text, at most 80 columns wide. */
export function fitTable(report: FitReport): string {
  const { bytesPerSecond: rate } = report;
  const heading = [
    `${report.trace}: ${report.requests.toLocaleString("en-US")} recorded durations`,
    `overhead ${formatSeconds(report.overheadSeconds)} (median; sigma ${report.sigma.toFixed(3)} of its logarithm), rate ${Number.isFinite(rate) ? `${formatBytes(rate)}/s` : UNLIMITED}`,
  ];
  const table = inColumns(`l${"r".repeat(report.shares.length)}r`, [
    ["", ...report.shares.map((share) => `p${100 * share}`), "KS"],
    ["recorded", ...report.recorded.map(formatSeconds), ""],
    ...report.models.map(({ model, quantiles, ks }) => [
      model,
      ...quantiles.map(formatSeconds),
      ks.toFixed(3),
    ]),
  ]);
  return `${heading.join("\n")}\n\n${table}\n\n${LEGEND}\n`;
}

const LEGEND =
  "Quantiles of the durations, recorded and as a run without a cache draws them; KS: the\n" +
  "greatest difference between the two distribution functions";
