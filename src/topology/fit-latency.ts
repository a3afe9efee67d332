/** Latency models fitted to what a trace says that its responses took. */

import type { Workload } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import type { LatencySpec, SizeClass } from "./latency.ts";
import { interpolate } from "./latency-models.ts";

/** Below this an object's transfer does not show beside the overhead. */
const SMALL: Bytes = 100e3;
/** From this on it does. */
const LARGE: Bytes = 1e6;
/** Where size classes end; the last has no end. */
const BOUNDS: readonly Bytes[] = [1e3, 10e3, 100e3, 1e6, 10e6, 30e6, 50e6, 100e6];
/** A class with fewer requests is joined with the next. */
const LEAST_REQUESTS = 30;
const QUANTILES = 101;
/** What a hit is assumed to cost at most: the middle of 1 to 5 ms, then the payload of 1 GbE. */
const HIT: HitCost = { base: 3e-3, bandwidth: 117e6 };
/** Recorded responses that were quicker than all but this share show what the registry can do. */
const QUICKEST = 0.05;

/** Seconds before the first byte of a hit, and its rate from there on. */
export interface HitCost {
  readonly base: Seconds;
  readonly bandwidth: number;
}

export interface LatencyFit {
  /** Median duration of small objects, and the standard deviation of its logarithm. */
  readonly overhead: Seconds;
  readonly sigma: number;
  /** Bytes of large objects ÷ the seconds that they took beyond the overhead; `Infinity` for none. */
  readonly bandwidth: number;
  /** Lognormal overhead and a rate: two numbers more than a line. */
  readonly lognormal: LatencySpec;
  /** The recorded deviations from the line, by size class: as close as the records allow. */
  readonly empirical: Extract<LatencySpec, { model: "empirical" }>;
  /** The same two without the rate: what is left where the clients' own links set the pace. */
  readonly overheads: { readonly lognormal: LatencySpec; readonly empirical: LatencySpec };
  /** What is assumed of a hit; where recorded responses were quicker, as quick as those. */
  readonly hit: HitCost;
}

/** Fits both models to a workload's recorded durations. Its requests must be one at least. */
export function fitLatency({ requests, sizes }: Workload): LatencyFit {
  const { count, object, duration } = requests;
  const size = (i: number): Bytes => sizes[object[i]!]!;
  const all = Array.from({ length: count }, (_, i) => i);
  const bySize = all.toSorted((a, b) => size(a) - size(b));
  const small = bySize.filter((i) => size(i) < SMALL);
  // A trace without small objects shows its overhead best in its smallest.
  const overheads = (small.length > 0 ? small : bySize.slice(0, Math.ceil(count / 10)))
    .map((i) => duration[i]!)
    .filter((seconds) => seconds > 0)
    .sort((a, b) => a - b);
  const overhead = overheads.length > 0 ? interpolate(overheads, 0.5) : 0;
  const sigma = deviation(overheads.map(Math.log));

  const large = all.filter((i) => size(i) >= LARGE && duration[i]! > overhead);
  const bytes = large.reduce((sum, i) => sum + size(i), 0);
  const seconds = large.reduce((sum, i) => sum + duration[i]! - overhead, 0);
  const bandwidth = seconds > 0 ? bytes / seconds : Number.POSITIVE_INFINITY;

  const line = (i: number): Seconds => overhead + size(i) / bandwidth;
  const classes = sizeClasses(bySize.map(size)).map(({ from, to, upTo }): SizeClass => {
    const factors = bySize.slice(from, to).map((i) => (line(i) > 0 ? duration[i]! / line(i) : 1));
    return { upTo, quantiles: quantilesOf(factors) };
  });
  const rates = large.map((i) => size(i) / duration[i]!).sort((a, b) => a - b);
  const unlimited = { bandwidth: Number.POSITIVE_INFINITY };
  const around = overheads.length > 0 ? overheads.map((seconds) => seconds / overhead) : [1];
  return {
    overhead,
    sigma,
    bandwidth,
    lognormal: { model: "lognormal", median: overhead, sigma, bandwidth },
    empirical: { model: "empirical", base: overhead, bandwidth, classes },
    overheads: {
      lognormal: { model: "lognormal", median: overhead, sigma, ...unlimited },
      empirical: {
        ...{ model: "empirical", base: overhead, ...unlimited },
        classes: [{ upTo: Number.POSITIVE_INFINITY, quantiles: quantilesOf(around) }],
      },
    },
    hit: {
      base: overheads.length > 0 ? Math.min(HIT.base, interpolate(overheads, QUICKEST)) : HIT.base,
      bandwidth:
        rates.length > 0
          ? Math.max(HIT.bandwidth, interpolate(rates, 1 - QUICKEST))
          : HIT.bandwidth,
    },
  };
}

/** Equally spaced quantiles, from the least to the greatest; no more than there are values. */
function quantilesOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const points = Math.min(QUANTILES, sorted.length);
  const share = (k: number): number => (points === 1 ? 0 : k / (points - 1));
  return Array.from({ length: points }, (_, k) => interpolate(sorted, share(k)));
}

/** Standard deviation of a sample; 0 for fewer than two. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Places of the classes in ascending sizes; each has enough of them, but for a single one. */
function sizeClasses(sizes: readonly Bytes[]): { from: number; to: number; upTo: Bytes }[] {
  const classes: { from: number; to: number; upTo: Bytes }[] = [];
  let from = 0;
  for (const upTo of [...BOUNDS, Number.POSITIVE_INFINITY]) {
    const found = sizes.findIndex((size) => size > upTo);
    const to = found < 0 ? sizes.length : found;
    const last = classes.at(-1);
    if (to - from >= LEAST_REQUESTS || last === undefined) classes.push({ from, to, upTo });
    else classes[classes.length - 1] = { from: last.from, to, upTo };
    from = to;
  }
  // What was pushed first for want of another may be too few.
  const [first, second] = classes;
  if (first && second && first.to - first.from < LEAST_REQUESTS) {
    classes.splice(0, 2, { ...second, from: first.from });
  }
  return classes;
}
