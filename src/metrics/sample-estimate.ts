/**
 * From the cells of a sample to what they say of the whole: estimates, and how far off they may be.
 *
 * Source: Waldspurger et al., FAST'15, section 3.4, SHARDS-adj: what a sample has too few or too many
 * of are requests for the few most popular objects, which are hits; the number of requests is known.
 */

import type { Bytes, Ratio } from "../units.ts";
import type { Cell } from "./cell.ts";
import { halfWidth, meanOf } from "./confidence.ts";
import { latencyShares, type Population, spreadOf } from "./sample-spread.ts";

/** Of which a sample was replayed, and at what capacity it would be. */
export interface Whole {
  /** What is measured of it. */
  readonly requests: number;
  readonly bytes: Bytes;
  readonly population: Population;
  readonly capacity: Bytes;
}

/**
 * The cell of the whole, from that of a sample with `rate` of the objects. `groups` are the cells of
 * disjoint parts of the sample, each with an equal share of its objects, replayed at a capacity
 * scaled down alike.
 *
 * How far off the hit ratio may be is told by how the groups differ among themselves and from the
 * sample, and by the requests for objects that fit the capacity and not the sample's; how far off the
 * savings, by the groups too, or by what hangs on single objects if that is more.
 */
export function estimate(cell: Cell, rate: Ratio, groups: readonly Cell[], whole: Whole): Cell {
  const { hitRatio, byteHitRatio, savings, requestSavings } = adjusted(cell, rate, whole.requests);
  const parts = groups.map((group) => adjusted(group, rate / groups.length, whole.requests));
  const differ = (of: (ratios: Adjusted) => Ratio, estimated: Ratio): Ratio => {
    const values = parts.map(of);
    return Math.hypot(halfWidth(values), meanOf(values) - estimated);
  };
  const shares = latencyShares(whole.population, groups);
  const misfits = misfitsOf(whole, rate);
  const spread = spreadOf(whole.population, shares, { rate, capacity: whole.capacity, savings });

  const hits = Math.round(hitRatio * whole.requests);
  const hitBytes = Math.round(byteHitRatio * whole.bytes);
  const reference = cell.meanLatencySeconds / (1 - cell.latencySavingsRate);
  const caches = cell.hits > 0;
  return {
    ...cell,
    capacityBytes: whole.capacity,
    requests: whole.requests,
    bytes: whole.bytes,
    hits,
    hitRatio,
    hitRatioHalfWidth: caches
      ? differ((ratios) => ratios.hitRatio, hitRatio) + misfits.requests
      : 0,
    byteHitRatio,
    hitBytes,
    meanLatencySeconds: cell.latencySavingsRate === 1 ? 0 : reference * (1 - savings),
    latencySavingsRate: savings,
    meanRequestSavings: requestSavings,
    savingsHalfWidth: caches
      ? Math.max(
          differ((ratios) => ratios.savings, savings),
          spread,
        )
      : 0,
    misfitRequests: misfits.requests,
    misfitBytes: misfits.bytes,
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

function adjusted(cell: Cell, rate: Ratio, requests: number): Adjusted {
  const expected = rate * requests;
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

/** Shares of requests and bytes of the objects that fit the capacity, and not the sample's. */
function misfitsOf(
  { population: { sizes, requests }, capacity, ...whole }: Whole,
  rate: Ratio,
): { requests: Ratio; bytes: Ratio } {
  let count = 0;
  let bytes = 0;
  for (let object = 0; object < sizes.length; object++) {
    const size = sizes[object]!;
    if (size > capacity || size <= capacity * rate) continue;
    count += requests[object]!;
    bytes += requests[object]! * size;
  }
  return { requests: count / whole.requests, bytes: bytes / whole.bytes };
}
