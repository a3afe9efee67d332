/**
 * The requests of a workload, a batch at a time, and how long each leg of each takes when nothing is in
 * the way. Sampled once for a batch and shared by all caches that are compared, so that they face the
 * same random numbers.
 */

import type { Requests } from "../request.ts";
import { type AnyWorkload, type RequestBatch, stretchOf } from "../streamed-workload.ts";
import type { Seconds } from "../units.ts";
import { createLatency, type LatencyModel, type LatencySpec, sizesOf } from "./latency.ts";
import type { Topology } from "./topology.ts";

/**
 * Requests in a batch: few enough for its columns to stay near the processor, and so many that what a
 * cell has brought there of its own is asked for again before the next cell takes its place.
 */
export const BATCH = 16_384;

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

/** Numbers the image pulls of one batch after the other, from request 0 on, into `pull`. */
export interface PullNumbers {
  number(requests: Requests, from: number, pull: Uint32Array): void;
}

/** The requests of a batch, and what is known of each. */
interface Batch {
  requests: Requests | undefined;
  readonly pull: Uint32Array;
  readonly size: Float64Array;
  /** Seconds, by leg. */
  readonly columns: readonly Float64Array[];
}

interface LegSpec {
  readonly leg: Leg;
  readonly name: string;
  readonly spec: LatencySpec;
}

export class Legs implements RequestBatch {
  readonly workload: AnyWorkload;
  /** The batch holds requests `from` to `to` − 1; entry 0 of each column belongs to `from`. */
  from = 0;
  to = 0;
  requests: Requests = NO_REQUESTS;
  /** Zeros where nobody numbers them. */
  pull: Uint32Array;
  /** Bytes of the object of each. */
  size: Float64Array;
  /** Seconds, by leg and by request of the batch. Zeros for a leg that the topology lacks. */
  columns: readonly Float64Array[];
  /** The legs that the topology has. */
  readonly sampled: readonly Leg[];
  readonly #specs: readonly LegSpec[];
  /** By leg; none for one that is always the same, whose columns are so from the start. */
  readonly #models: readonly { leg: Leg; model: LatencyModel }[];
  readonly #batch: number;
  readonly #pulls: PullNumbers | undefined;
  readonly #zeros: Float64Array;
  readonly #ahead: Legs | undefined;
  #current: Batch;
  /** Batches to which those behind have not come, where there are any; and such to use again. */
  #kept: Batch[] | undefined;
  readonly #spare: Batch[] = [];

  /**
   * `batch` requests are sampled at a time, which changes no draw. With others `ahead`, which must have
   * come to each batch before, their batches are taken instead of a seed's.
   */
  constructor(
    topology: Topology,
    workload: AnyWorkload,
    source: number | Legs,
    batch = BATCH,
    pulls?: PullNumbers,
  ) {
    this.workload = workload;
    this.#batch = batch;
    this.#pulls = pulls;
    this.#zeros = new Float64Array(batch);
    this.#specs = specsOf(topology);
    this.sampled = this.#specs.map(({ leg }) => leg);
    this.#current = this.#blank();
    this.pull = this.#current.pull;
    this.size = this.#current.size;
    this.columns = this.#current.columns;
    if (typeof source === "number") {
      this.#models = this.#specs
        .filter(({ spec }) => spec.model !== "constant")
        .map(({ leg, name, spec }) => ({
          leg,
          model: createLatency(spec, workload, source, name),
        }));
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
      this.#ahead.#spare.push(this.#current);
      this.#show(this.#ahead.#kept!.shift()!);
      return true;
    }
    if (this.#kept) {
      this.#show(this.#spare.pop() ?? this.#blank());
      this.#kept.push(this.#current);
    }
    this.#fill(this.#current);
    return true;
  }

  #fill(batch: Batch): void {
    const requests = stretchOf(this.workload, this.from, this.to, batch.requests);
    batch.requests = requests;
    this.requests = requests;
    this.#pulls?.number(requests, this.from, batch.pull);
    sizesOf(requests, this.workload.sizes, batch.size);
    for (const { leg, model } of this.#models) model(requests, batch.size, batch.columns[leg]!);
  }

  #show(batch: Batch): void {
    this.#current = batch;
    if (batch.requests) this.requests = batch.requests;
    this.pull = batch.pull;
    this.size = batch.size;
    this.columns = batch.columns;
  }

  /** Arrival of the last request of the batch. */
  get end(): Seconds {
    return this.requests.arrival[this.to - this.from - 1] ?? 0;
  }

  #blank(): Batch {
    const length = this.#batch;
    const columns = Array.from({ length: LEGS }, () => this.#zeros);
    for (const { leg, spec } of this.#specs) {
      columns[leg] = new Float64Array(length);
      if (spec.model === "constant") columns[leg].fill(spec.value);
    }
    const pull = new Uint32Array(length);
    return { requests: undefined, pull, size: new Float64Array(length), columns };
  }
}

const NO_REQUESTS: Requests = {
  count: 0,
  arrival: new Float64Array(0),
  object: new Uint32Array(0),
  duration: new Float64Array(0),
  client: new Uint32Array(0),
  repository: new Uint32Array(0),
  host: new Uint32Array(0),
};

/** The legs that a topology has; the name of each is the name of its stream. */
function specsOf(topology: Topology): LegSpec[] {
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
