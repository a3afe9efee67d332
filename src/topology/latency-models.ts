/** The latency models themselves. */

import { randomExponential, randomNormal, randomUniform } from "d3-random";
import { ScenarioError } from "../errors.ts";
import type { Stream } from "../random/stream.ts";
import { hasDurations, type Workload } from "../request.ts";
import type { BytesPerSecond, Seconds } from "../units.ts";
import type { LatencyModel, SizeClass } from "./latency.ts";

/** Always the same. */
export function constant(value: Seconds): LatencyModel {
  return (from, to, out) => {
    out.fill(value, 0, to - from);
  };
}

/** `base + size / bandwidth`. */
export function affine(
  { requests, sizes }: Workload,
  base: Seconds,
  bandwidth: BytesPerSecond,
): LatencyModel {
  return (from, to, out) => {
    for (let i = from; i < to; i++) {
      out[i - from] = base + sizes[requests.object[i]!]! / bandwidth;
    }
  };
}

/** A lognormal overhead, `median × exp(sigma × Z)` with Z standard normal, plus `size / bandwidth`. */
export function lognormal(
  workload: Workload,
  median: Seconds,
  sigma: number,
  bandwidth: BytesPerSecond,
  draws: Stream,
): LatencyModel {
  const normal = randomNormal.source(draws)(0, sigma);
  return drawn(workload, bandwidth, () => median * Math.exp(normal()));
}

/** An exponential overhead plus `size / bandwidth`. */
export function exponential(
  workload: Workload,
  mean: Seconds,
  bandwidth: BytesPerSecond,
  draws: Stream,
): LatencyModel {
  const unit = randomExponential.source(draws)(1);
  return drawn(workload, bandwidth, () => mean * unit());
}

function drawn(
  { requests, sizes }: Workload,
  bandwidth: BytesPerSecond,
  overhead: () => Seconds,
): LatencyModel {
  return (from, to, out) => {
    for (let i = from; i < to; i++) {
      out[i - from] = overhead() + sizes[requests.object[i]!]! / bandwidth;
    }
  };
}

/** Anything from `least` to `greatest` alike. */
export function uniform(least: Seconds, greatest: Seconds, draws: Stream): LatencyModel {
  const value = randomUniform.source(draws)(least, greatest);
  return (from, to, out) => {
    for (let i = from; i < to; i++) out[i - from] = value();
  };
}

/** `base + size / bandwidth`, times a factor from the quantiles of the size's class. */
export function empirical(
  { requests, sizes }: Workload,
  base: Seconds,
  bandwidth: BytesPerSecond,
  classes: readonly SizeClass[],
  draws: Stream,
): LatencyModel {
  const quantiles = classes.map((one) => Float64Array.from(one.quantiles));
  const classOf = Uint8Array.from(sizes, (size) => {
    const at = classes.findIndex(({ upTo }) => size <= upTo);
    return at < 0 ? classes.length - 1 : at;
  });
  return (from, to, out) => {
    for (let i = from; i < to; i++) {
      const object = requests.object[i]!;
      const table = quantiles[classOf[object]!]!;
      out[i - from] = (base + sizes[object]! / bandwidth) * interpolate(table, draws());
    }
  };
}

/** The value at a share, 0 to 1, of ascending values or quantiles; linear between them. */
export function interpolate(quantiles: ArrayLike<number>, share: number): number {
  const place = share * (quantiles.length - 1);
  const below = Math.floor(place);
  const low = quantiles[below]!;
  return low + (place - below) * ((quantiles[below + 1] ?? low) - low);
}

/** Several models, one after the other. */
export function sum(parts: readonly LatencyModel[]): LatencyModel {
  let part = new Float64Array(0);
  return (from, to, out) => {
    if (part.length < to - from) part = new Float64Array(to - from);
    out.fill(0, 0, to - from);
    for (const model of parts) {
      model(from, to, part);
      for (let i = 0; i < to - from; i++) out[i]! += part[i]!;
    }
  };
}

/** The same for every request of an object; `seconds` is indexed by object. */
export function byObject({ requests }: Workload, seconds: Float64Array): LatencyModel {
  return (from, to, out) => {
    for (let i = from; i < to; i++) out[i - from] = seconds[requests.object[i]!]!;
  };
}

/**
 * What the trace says that this very response took.
 * @throws {ScenarioError} `NO_DURATIONS` when it says so of none.
 */
export function recorded({ name, requests }: Workload): LatencyModel {
  if (requests.count > 0 && !hasDurations(requests)) {
    throw new ScenarioError(
      "NO_DURATIONS",
      `${name} does not say how long its responses took: the latency model "recorded" has nothing to go by, choose another scenario`,
    );
  }
  return (from, to, out) => {
    out.set(requests.duration.subarray(from, to));
  };
}
