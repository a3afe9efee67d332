/**
 * How much of a savings rate hangs on single objects. A few layers are a large part of all latency;
 * a sample has each of them or not, and what it lacks it cannot tell. But how often each object is
 * asked for and how large it is are known of all of them.
 *
 * Source: Särndal, Swensson and Wretman, Model Assisted Survey Sampling, section 3.5: Poisson
 * sampling, whose variance is the sum over the population of the squared residuals × (1 − rate) ÷ rate.
 */

import type { Bytes, Ratio } from "../units.ts";
import type { Cell } from "./cell.ts";

/** All objects of a workload. */
export interface Population {
  /** In bytes. */
  readonly sizes: Float64Array;
  /** Requests for each that are measured. */
  readonly requests: Float64Array;
}

/**
 * Each object's share of the latency without a cache, were that linear in the size: a line through
 * what the groups of a sample measured of it.
 */
export function latencyShares(
  { sizes, requests }: Population,
  groups: readonly Cell[],
): Float64Array {
  const { base, perByte } = lineThrough(groups);
  const latency = sizes.map((size, object) => requests[object]! * (base + perByte * size));
  const total = latency.reduce((sum, value) => sum + value, 0);
  return latency.map((value) => value / total);
}

/**
 * Half-width, 95 %, of a savings rate, if each object saved what is furthest from the rate: on the safe
 * side, because that is more than any one cache can do.
 */
export function spreadOf(
  { sizes, requests }: Population,
  shares: Float64Array,
  { rate, capacity, savings }: { rate: Ratio; capacity: Bytes; savings: Ratio },
): Ratio {
  let squares = 0;
  for (let object = 0; object < shares.length; object++) {
    // At most all but its first request, at least nothing.
    const most = sizes[object]! > capacity ? 0 : Math.max(0, 1 - 1 / requests[object]!);
    squares += (shares[object]! * Math.max(savings, most - savings)) ** 2;
  }
  const deviation = Math.sqrt((squares * (1 - rate)) / rate);
  return Math.min(1.96 * deviation, Math.max(savings, 1 - savings));
}

/** Least squares of the groups' latency sums without a cache on their requests and bytes. */
function lineThrough(groups: readonly Cell[]): { base: number; perByte: number } {
  let [nn, nb, bb, nl, bl] = [0, 0, 0, 0, 0];
  for (const { requests, bytes, meanLatencySeconds, latencySavingsRate } of groups) {
    if (requests === 0 || latencySavingsRate === 1) continue;
    const latency = (requests * meanLatencySeconds) / (1 - latencySavingsRate);
    nn += requests * requests;
    nb += requests * bytes;
    bb += bytes * bytes;
    nl += requests * latency;
    bl += bytes * latency;
  }
  const determinant = nn * bb - nb * nb;
  const base = (nl * bb - bl * nb) / determinant;
  const perByte = (bl * nn - nl * nb) / determinant;
  if (base >= 0 && perByte >= 0) return { base, perByte };
  // Too little to tell the two apart: by the requests alone.
  return { base: 1, perByte: 0 };
}
