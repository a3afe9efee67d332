/** Latency models: how many seconds a leg takes. The contract and the catalog. */

import { stream } from "../random/stream.ts";
import type { Requests, Workload } from "../request.ts";
import type { AnyWorkload } from "../streamed-workload.ts";
import type { Bytes, BytesPerSecond, Seconds } from "../units.ts";
import { evaluate, type Formula } from "./formula.ts";
import * as models from "./latency-models.ts";

/**
 * Gives the latency of a leg for a stretch of the requests of a workload, in seconds, into `out[0]` and
 * on; `sizes[0]` and on are the bytes of their objects. Called for one stretch after the other, so that
 * request i has the same draw in every run with the same seed, wherever the stretches are cut.
 */
export type LatencyModel = (requests: Requests, sizes: Float64Array, out: Float64Array) => void;

/** A latency model in a scenario, in base units: plain data. */
export type LatencySpec =
  | { readonly model: "constant"; readonly value: Seconds }
  /** `base + size / bandwidth`. */
  | { readonly model: "affine"; readonly base: Seconds; readonly bandwidth: BytesPerSecond }
  /** `median × exp(sigma × Z) + size / bandwidth`, Z standard normal. */
  | {
      readonly model: "lognormal";
      readonly median: Seconds;
      readonly sigma: number;
      readonly bandwidth: BytesPerSecond;
    }
  /** Exponential with that mean, plus `size / bandwidth`. */
  | { readonly model: "exponential"; readonly mean: Seconds; readonly bandwidth: BytesPerSecond }
  | { readonly model: "uniform"; readonly least: Seconds; readonly greatest: Seconds }
  /** `(base + size / bandwidth) × F`, the factor F drawn from the quantiles of the size's class. */
  | {
      readonly model: "empirical";
      readonly base: Seconds;
      readonly bandwidth: BytesPerSecond;
      /** Ascending in `upTo`; the last class holds all that is larger, too. */
      readonly classes: readonly SizeClass[];
    }
  | { readonly model: "sum"; readonly of: readonly LatencySpec[] }
  /** What a user wrote as an expression of the size, where it is not affine. */
  | { readonly model: "expression"; readonly expression: string; readonly formula: Formula }
  /** What the trace says that this very response took. */
  | { readonly model: "recorded" };

/** The factors of an empirical model for objects of up to so many bytes. */
export interface SizeClass {
  readonly upTo: Bytes;
  /** Equally spaced quantiles from the least to the greatest; between them it is linear. */
  readonly quantiles: readonly number[];
}

/** Makes the model that a scenario describes, drawing from the stream of that name. */
export function createLatency(
  spec: LatencySpec,
  workload: AnyWorkload,
  seed: number,
  name: string,
): LatencyModel {
  const draws = stream(seed, name);
  switch (spec.model) {
    case "constant":
      return models.constant(spec.value);
    case "affine":
      return models.affine(spec.base, spec.bandwidth);
    case "lognormal":
      return models.lognormal(spec.median, spec.sigma, spec.bandwidth, draws);
    case "exponential":
      return models.exponential(spec.mean, spec.bandwidth, draws);
    case "uniform":
      return models.uniform(spec.least, spec.greatest, draws);
    case "empirical":
      return models.empirical(workload, spec.base, spec.bandwidth, spec.classes, draws);
    case "sum":
      // A stream a part: the parts are drawn a batch at a time, and must not depend on its length.
      return models.sum(
        spec.of.map((part, i) => createLatency(part, workload, seed, `${name}.${i}`)),
      );
    case "expression":
      return models.byObject(workload.sizes.map((size) => evaluate(spec.formula, size)));
    case "recorded":
      return models.recorded(workload);
  }
}

/** The latency of each request of a workload, drawn as {@link createLatency} says. */
export function latenciesOf(
  spec: LatencySpec,
  workload: Workload,
  seed: number,
  name: string,
): Float64Array {
  const { requests } = workload;
  const sizes = new Float64Array(requests.count);
  sizesOf(requests, workload.sizes, sizes);
  const latencies = new Float64Array(requests.count);
  createLatency(spec, workload, seed, name)(requests, sizes, latencies);
  return latencies;
}

/** The bytes that each of those requests asks for; `sizes` is indexed by object. */
export function sizesOf({ count, object }: Requests, sizes: Float64Array, out: Float64Array): void {
  for (let i = 0; i < count; i++) out[i] = sizes[object[i]!]!;
}
