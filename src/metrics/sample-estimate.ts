/**
 * From the cells of a sample to what they say of the whole: estimates, and how far off they may be.
 *
 * Source: Waldspurger et al., FAST'15, section 3.4, SHARDS-adj: what a sample has too few or too many
 * of are requests for the few most popular objects, which are hits; the number of requests is known.
 */

import type { Bytes, Ratio } from "../units.ts";
import type { Cell } from "./cell.ts";
import { halfWidth, meanOf } from "./confidence.ts";

/** What is known of the whole without a replay: what was measured of it. */
export interface Whole {
  readonly requests: number;
  readonly bytes: Bytes;
}

/**
 * The cell of the whole, from that of a sample with `rate` of the objects. `groups` are the cells of
 * disjoint parts of the sample, each with an equal share of its objects, replayed at a capacity
 * scaled down alike: how they differ says how far chance goes, and how their mean differs from the
 * sample says what a sample still smaller, whose cache is smaller too, would be off by.
 */
export function estimate(cell: Cell, rate: Ratio, groups: readonly Cell[], whole: Whole): Cell {
  const { hitRatio, byteHitRatio, savings, requestSavings } = adjusted(cell, rate, whole);
  const parts = groups.map((group) => adjusted(group, rate / groups.length, whole));
  const off = (of: (ratios: Adjusted) => Ratio, estimated: Ratio): Ratio => {
    const values = parts.map(of);
    return Math.hypot(halfWidth(values), meanOf(values) - estimated);
  };
  const hits = Math.round(hitRatio * whole.requests);
  const hitBytes = Math.round(byteHitRatio * whole.bytes);
  const reference = cell.meanLatencySeconds / (1 - cell.latencySavingsRate);
  return {
    ...cell,
    ...whole,
    hits,
    hitRatio,
    hitRatioHalfWidth: off((ratios) => ratios.hitRatio, hitRatio),
    byteHitRatio,
    hitBytes,
    meanLatencySeconds: cell.latencySavingsRate === 1 ? 0 : reference * (1 - savings),
    latencySavingsRate: savings,
    meanRequestSavings: requestSavings,
    savingsHalfWidth: off((ratios) => ratios.savings, savings),
    storeRequests: whole.requests - hits,
    storeBytes: whole.bytes - hitBytes,
    admissions: Math.round(cell.admissions / rate),
    rejections: Math.round(cell.rejections / rate),
    evictions: Math.round(cell.evictions / rate),
    // Of most pulls some layers are left out.
    pulls: Number.NaN,
    meanPullLatencySeconds: Number.NaN,
    p50PullLatencySeconds: Number.NaN,
    p95PullLatencySeconds: Number.NaN,
    p99PullLatencySeconds: Number.NaN,
    pullLatencySavingsRate: Number.NaN,
  };
}

interface Adjusted {
  readonly hitRatio: Ratio;
  readonly byteHitRatio: Ratio;
  readonly savings: Ratio;
  readonly requestSavings: Ratio;
}

function adjusted(cell: Cell, rate: Ratio, whole: Whole): Adjusted {
  const expected = rate * whole.requests;
  const hits = cell.hits === 0 ? 0 : cell.hits + expected - cell.requests;
  const hitRatio = Math.min(1, Math.max(0, hits / expected));
  // Whatever hits save, so much more or less of it.
  const more = cell.hits === 0 ? 1 : hitRatio / cell.hitRatio;
  return {
    hitRatio,
    byteHitRatio: Math.min(1, cell.byteHitRatio * more),
    savings: Math.min(1, cell.latencySavingsRate * more),
    requestSavings: Math.min(1, cell.meanRequestSavings * more),
  };
}
