/** Latency models: how many seconds a leg takes. The contract, the models and their catalog. */

import { randomNormal } from "d3-random";
import type { Stream } from "../random/stream.ts";
import type { Workload } from "../request.ts";
import type { BytesPerSecond, Seconds } from "../units.ts";

/**
 * Gives the latency of a leg for requests `from` to `to` − 1 of a workload, in seconds, into
 * `out[0]` and on. Called for consecutive ranges, so that request i has the same draw in every run
 * with the same seed.
 */
export type LatencyModel = (
  workload: Workload,
  from: number,
  to: number,
  out: Float64Array,
) => void;

/** A latency model in a scenario, in base units. */
export type LatencySpec =
  | { readonly model: "constant"; readonly value: Seconds }
  | { readonly model: "affine"; readonly base: Seconds; readonly bandwidth: BytesPerSecond }
  | {
      readonly model: "lognormal";
      readonly median: Seconds;
      readonly sigma: number;
      readonly bandwidth: BytesPerSecond;
    }
  | { readonly model: "recorded" };

/** Makes the model that a scenario describes; `draws` is the leg's own stream. */
export function createLatency(spec: LatencySpec, draws: Stream): LatencyModel {
  switch (spec.model) {
    case "constant":
      return constant(spec.value);
    case "affine":
      return affine(spec.base, spec.bandwidth);
    case "lognormal":
      return lognormal(spec.median, spec.sigma, spec.bandwidth, draws);
    case "recorded":
      return recorded;
  }
}

/** Always the same. */
function constant(value: Seconds): LatencyModel {
  return (_workload, from, to, out) => {
    out.fill(value, 0, to - from);
  };
}

/** `base + size / bandwidth`. */
function affine(base: Seconds, bandwidth: BytesPerSecond): LatencyModel {
  return ({ requests, sizes }, from, to, out) => {
    for (let i = from; i < to; i++) {
      out[i - from] = base + sizes[requests.object[i]!]! / bandwidth;
    }
  };
}

/** A lognormal overhead, `median × exp(sigma × Z)` with Z standard normal, plus `size / bandwidth`. */
function lognormal(
  median: Seconds,
  sigma: number,
  bandwidth: BytesPerSecond,
  draws: Stream,
): LatencyModel {
  const normal = randomNormal.source(draws)(0, sigma);
  return ({ requests, sizes }, from, to, out) => {
    for (let i = from; i < to; i++) {
      out[i - from] = median * Math.exp(normal()) + sizes[requests.object[i]!]! / bandwidth;
    }
  };
}

/** What the trace says that this very response took. */
const recorded: LatencyModel = ({ requests }, from, to, out) => {
  out.set(requests.duration.subarray(from, to));
};
