/**
 * How long each leg of each request takes when nothing is in the way. Sampled once for a batch of
 * requests and shared by all caches that are compared, so that they face the same random numbers.
 */

import type { Workload } from "../request.ts";
import type { Seconds } from "../units.ts";
import { createLatency, type LatencyModel, type LatencySpec } from "./latency.ts";
import type { Topology } from "./topology.ts";

/** Requests in a batch: few enough for its columns to stay in the processor's cache. */
export const BATCH = 4096;

/** Client to registry, through the load balancer. */
export const FORWARD = 0;
/** The registry's handling of the request. */
export const HANDLE = 1;
/** The registry's reading of the object from its memory. */
export const READ = 2;
/** The object store's answer. */
export const FETCH = 3;
/** The object store's reading of the object from its memory. */
export const STORE_READ = 4;
/** A disk's seek, rotation and transfer. */
export const DISK = 5;
/** From the registry's redirect until the client has asked the object store. */
export const REDIRECT = 6;
/** How many legs there are. */
export const LEGS = 7;

export type Leg = 0 | 1 | 2 | 3 | 4 | 5 | 6;

type Columns = readonly Float64Array[];

export class Legs {
  readonly workload: Workload;
  /** The batch holds requests `from` to `to` − 1; entry 0 of each column belongs to `from`. */
  from = 0;
  to = 0;
  /** Seconds, by leg and by request of the batch. Zeros for a leg that the topology lacks. */
  columns: Columns;
  /** The legs that the topology has. */
  readonly sampled: readonly Leg[];
  readonly #models: readonly LatencyModel[];
  readonly #batch: number;
  readonly #zeros: Float64Array;
  readonly #ahead: Legs | undefined;
  /** Batches to which those behind have not come, where there are any; and columns to use again. */
  #kept: Columns[] | undefined;
  readonly #spare: Columns[] = [];

  /**
   * `batch` requests are sampled at a time, which changes no draw. With others `ahead`, which must have
   * come to each batch before, their samples are taken instead of a seed's.
   */
  constructor(topology: Topology, workload: Workload, source: number | Legs, batch = BATCH) {
    this.workload = workload;
    this.#batch = batch;
    this.#zeros = new Float64Array(batch);
    const specs = specsOf(topology);
    this.sampled = specs.map(({ leg }) => leg);
    this.columns = this.#blank();
    if (typeof source === "number") {
      this.#models = specs.map(({ name, spec }) => createLatency(spec, workload, source, name));
    } else {
      this.#models = [];
      this.#ahead = source;
      source.#kept = [];
    }
  }

  /** Samples the next batch. False when there are no requests left: the last batch stays then. */
  next(): boolean {
    const { count } = this.workload.requests;
    if (this.to === count) return false;
    this.from = this.to;
    this.to = Math.min(this.from + this.#batch, count);
    if (this.#ahead) {
      this.#ahead.#spare.push(this.columns);
      this.columns = this.#ahead.#kept!.shift()!;
      return true;
    }
    if (this.#kept) {
      this.columns = this.#spare.pop() ?? this.#blank();
      this.#kept.push(this.columns);
    }
    for (const [i, model] of this.#models.entries()) {
      model(this.from, this.to, this.columns[this.sampled[i]!]!);
    }
    return true;
  }

  /** Arrival of the last request of the batch. */
  get end(): Seconds {
    return this.workload.requests.arrival[this.to - 1] ?? 0;
  }

  #blank(): Columns {
    return Array.from({ length: LEGS }, (_, leg) =>
      this.sampled.includes(leg as Leg) ? new Float64Array(this.#batch) : this.#zeros,
    );
  }
}

/** The legs that a topology has; the name of each is the name of its stream. */
function specsOf(topology: Topology): { leg: Leg; name: string; spec: LatencySpec }[] {
  const { loadBalancer, registry, objectStore } = topology;
  const { memory, disk } = objectStore;
  const always = [
    { leg: FORWARD, name: "loadBalancer.latency", spec: loadBalancer.latency },
    { leg: HANDLE, name: "registry.latency", spec: registry.latency },
    { leg: READ, name: "registry.memory", spec: registry.memory },
    { leg: FETCH, name: "objectStore.latency", spec: objectStore.latency },
  ] as const;
  const transfer = { model: "affine", base: 0, bandwidth: disk.bandwidth } as const;
  const reading = { model: "sum", of: [disk.seek, disk.rotation, transfer] } as const;
  return [
    ...always,
    ...(memory.capacity > 0
      ? [{ leg: STORE_READ, name: "objectStore.memory", spec: memory.latency } as const]
      : []),
    ...(objectStore.disks > 0
      ? [{ leg: DISK, name: "objectStore.disk", spec: reading } as const]
      : []),
    ...(registry.misses === "redirected"
      ? [{ leg: REDIRECT, name: "registry.redirect", spec: registry.redirect } as const]
      : []),
  ];
}
