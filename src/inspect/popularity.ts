/** How unevenly requests fall on objects. */

import type { Ratio } from "../units.ts";

export interface Popularity {
  objects: number;
  /** Share of the requests that the most requested thousandth, hundredth and tenth of objects take. */
  topThousandth: Ratio;
  topHundredth: Ratio;
  topTenth: Ratio;
  /** Shares of the objects that are asked for once, twice, and ten times or more. */
  oneTimers: Ratio;
  twoTimers: Ratio;
  tenTimers: Ratio;
  /** Exponent of a Zipf distribution over all ranks, by maximum likelihood. */
  zipfExponent: number;
}

/** The popularity of objects by their request counts; objects never asked for do not count. */
export function popularity(requestCounts: Uint32Array): Popularity {
  const counts = requestCounts
    .filter((count) => count > 0)
    .sort()
    .reverse();
  const objects = counts.length;
  const requests = counts.reduce((sum, count) => sum + count, 0);
  const top = (share: Ratio): Ratio =>
    counts.subarray(0, Math.round(share * objects)).reduce((sum, count) => sum + count, 0) /
    requests;
  const share = (fits: (count: number) => boolean): Ratio =>
    counts.reduce((sum, count) => sum + (fits(count) ? 1 : 0), 0) / objects;
  return {
    objects,
    topThousandth: top(0.001),
    topHundredth: top(0.01),
    topTenth: top(0.1),
    oneTimers: share((count) => count === 1),
    twoTimers: share((count) => count === 2),
    tenTimers: share((count) => count >= 10),
    zipfExponent: zipfExponent(counts),
  };
}

/**
 * The exponent under which counts by rank, descending, are most likely; NaN for fewer than two. There
 * the mean logarithm of the rank is what the distribution expects: found by bisection.
 */
export function zipfExponent(counts: Uint32Array): number {
  if (counts.length < 2) return Number.NaN;
  const logs = Float64Array.from(counts, (_, i) => Math.log(i + 1));
  let requests = 0;
  let observed = 0;
  for (let i = 0; i < counts.length; i++) {
    requests += counts[i]!;
    observed += counts[i]! * logs[i]!;
  }
  observed /= requests;
  let low = 0;
  let high = 8;
  while (high - low > 1e-6) {
    const exponent = (low + high) / 2;
    let weights = 0;
    let expected = 0;
    for (const log of logs) {
      const weight = Math.exp(-exponent * log);
      weights += weight;
      expected += weight * log;
    }
    if (expected / weights > observed) low = exponent;
    else high = exponent;
  }
  return (low + high) / 2;
}
