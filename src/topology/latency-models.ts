/** The latency models themselves. */

import { randomExponential, randomUniform } from "d3-random";
import { ScenarioError } from "../errors.ts";
import { lognormal as lognormalDraws } from "../random/lognormal.ts";
import type { Stream } from "../random/stream.ts";
import type { Workload } from "../request.ts";
import { type AnyWorkload, hasDurations } from "../streamed-workload.ts";
import type { BytesPerSecond, Seconds } from "../units.ts";
import type { LatencyModel, SizeClass } from "./latency.ts";

/** What a model of sizes goes by. */
type Sized = Pick<Workload, "sizes">;

/** Always the same. */
export function constant(value: Seconds): LatencyModel {
  return ({ count }, _sizes, out) => {
    out.fill(value, 0, count);
  };
}

/** `base + size / bandwidth`. */
export function affine(base: Seconds, bandwidth: BytesPerSecond): LatencyModel {
  return ({ count }, sizes, out) => {
    for (let i = 0; i < count; i++) out[i] = base + sizes[i]! / bandwidth;
  };
}

/** A lognormal overhead, `median × exp(sigma × Z)` with Z standard normal, plus `size / bandwidth`. */
export function lognormal(
  median: Seconds,
  sigma: number,
  bandwidth: BytesPerSecond,
  draws: Stream,
): LatencyModel {
  const factor = lognormalDraws(0, sigma, draws);
  return ({ count }, sizes, out) => {
    for (let i = 0; i < count; i++) out[i] = median * factor() + sizes[i]! / bandwidth;
  };
}

/** An exponential overhead plus `size / bandwidth`. */
export function exponential(mean: Seconds, bandwidth: BytesPerSecond, draws: Stream): LatencyModel {
  const unit = randomExponential.source(draws)(1);
  return ({ count }, sizes, out) => {
    for (let i = 0; i < count; i++) out[i] = mean * unit() + sizes[i]! / bandwidth;
  };
}

/** Anything from `least` to `greatest` alike. */
export function uniform(least: Seconds, greatest: Seconds, draws: Stream): LatencyModel {
  const value = randomUniform.source(draws)(least, greatest);
  return ({ count }, _sizes, out) => {
    for (let i = 0; i < count; i++) out[i] = value();
  };
}

/** `base + size / bandwidth`, times a factor from the quantiles of the size's class. */
export function empirical(
  workload: Sized,
  base: Seconds,
  bandwidth: BytesPerSecond,
  classes: readonly SizeClass[],
  draws: Stream,
): LatencyModel {
  const quantiles = classes.map((one) => Float64Array.from(one.quantiles));
  const classOf = Uint8Array.from(workload.sizes, (size) => {
    const at = classes.findIndex(({ upTo }) => size <= upTo);
    return at < 0 ? classes.length - 1 : at;
  });
  return ({ count, object }, sizes, out) => {
    for (let i = 0; i < count; i++) {
      const table = quantiles[classOf[object[i]!]!]!;
      out[i] = (base + sizes[i]! / bandwidth) * interpolate(table, draws());
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
  return (requests, sizes, out) => {
    const { count } = requests;
    if (part.length < count) part = new Float64Array(count);
    out.fill(0, 0, count);
    for (const model of parts) {
      model(requests, sizes, part);
      for (let i = 0; i < count; i++) out[i]! += part[i]!;
    }
  };
}

/** The same for every request of an object; `seconds` is indexed by object. */
export function byObject(seconds: Float64Array): LatencyModel {
  return ({ count, object }, _sizes, out) => {
    for (let i = 0; i < count; i++) out[i] = seconds[object[i]!]!;
  };
}

/**
 * What the trace says that this very response took.
 * @throws {ScenarioError} `NO_DURATIONS` when it says so of none.
 */
export function recorded(workload: AnyWorkload): LatencyModel {
  const { name, requests } = workload;
  if (requests.count > 0 && !hasDurations(workload)) {
    throw new ScenarioError(
      "NO_DURATIONS",
      `${name} does not say how long its responses took: the latency model "recorded" has nothing to go by, choose another scenario`,
    );
  }
  return ({ duration }, _sizes, out) => {
    out.set(duration);
  };
}
