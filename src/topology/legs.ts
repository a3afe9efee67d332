/**
 * How long each leg of each request takes when nothing is in the way. Sampled once for a batch of
 * requests and shared by all caches that are compared, so that they face the same random numbers.
 */

import { stream } from "../random/stream.ts";
import type { Workload } from "../request.ts";
import type { Seconds } from "../units.ts";
import { createLatency, type LatencyModel } from "./latency.ts";
import type { Topology } from "./topology.ts";

/** Requests in a batch: few enough for its columns to stay in the processor's cache. */
export const BATCH = 4096;

export class Legs {
  readonly workload: Workload;
  /** The batch holds requests `from` to `to` − 1; entry 0 of each column belongs to `from`. */
  from = 0;
  to = 0;
  /** Client to registry, through the load balancer, in seconds. */
  readonly forward = new Float64Array(BATCH);
  /** The registry's handling of the request. */
  readonly handle = new Float64Array(BATCH);
  /** The registry's reading of the object from its memory. */
  readonly read = new Float64Array(BATCH);
  /** The object store's answer: its overhead and its transfer, relayed to the client as it comes. */
  readonly fetch = new Float64Array(BATCH);
  readonly #models: readonly [LatencyModel, Float64Array][];

  constructor(topology: Topology, workload: Workload, seed: number) {
    this.workload = workload;
    const { loadBalancer, registry, objectStore } = topology;
    this.#models = [
      [createLatency(loadBalancer.latency, stream(seed, "loadBalancer.latency")), this.forward],
      [createLatency(registry.latency, stream(seed, "registry.latency")), this.handle],
      [createLatency(registry.memory, stream(seed, "registry.memory")), this.read],
      [createLatency(objectStore.latency, stream(seed, "objectStore.latency")), this.fetch],
    ];
  }

  /** Samples the next batch. False when there are no requests left. */
  next(): boolean {
    this.from = this.to;
    this.to = Math.min(this.from + BATCH, this.workload.requests.count);
    for (const [model, column] of this.#models) model(this.workload, this.from, this.to, column);
    return this.from < this.to;
  }

  /** Arrival of the last request of the batch. */
  get end(): Seconds {
    return this.workload.requests.arrival[this.to - 1] ?? 0;
  }
}
