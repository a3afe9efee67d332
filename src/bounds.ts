/**
 * What no policy can do better than: PFOO-U as cells of a result, beside those of the policies. Each
 * figure is a bound by itself: no one cache need reach two of them at once. They hold for policies that
 * fetch an object only when it is asked for and keep it in the registry's memory, where a miss never
 * waits for other requests. A hit may: that only takes from what it saves.
 */

import { UsageError } from "./errors.ts";
import { type Cell, UNMEASURED } from "./metrics/cell.ts";
import { combine } from "./metrics/replications.ts";
import { Cache } from "./policy/cache.ts";
import { infinite } from "./policy/infinite.ts";
import { momentsHeld } from "./policy/moments.ts";
import { none } from "./policy/none.ts";
import { PfooUpper } from "./policy/pfoo-upper.ts";
import type { PolicyDefinition } from "./policy/policy.ts";
import { stream } from "./random/stream.ts";
import type { Workload } from "./request.ts";
import type { Scenario } from "./scenario.ts";
import { measuredFrom, type SimulateOptions } from "./simulate.ts";
import { type AnyWorkload, wholeOf } from "./streamed-workload.ts";
import { FastReplay } from "./topology/fast-replay.ts";
import { Legs } from "./topology/legs.ts";
import { StoreMemory } from "./topology/store-memory.ts";
import type { Bytes } from "./units.ts";

/** The policy's name in the cells. */
export const BOUND = "pfoo-u";

export type BoundOptions = Omit<SimulateOptions, "policies" | "progress">;

/** Why nothing is proven of such a replay; undefined where the bounds hold. */
export function whyUnbounded(
  { name, loadBalancer, registry, objectStore }: Scenario,
  { fidelity, replay }: Pick<SimulateOptions, "fidelity" | "replay">,
): string | undefined {
  if (fidelity === "fast") return undefined;
  if (replay === "closed") return "in a closed replay requests come when others have been served";
  const stations = [loadBalancer, registry, objectStore];
  const links = registry.relay === "end-to-end" ? [] : [registry.link, objectStore.link];
  const queues = stations.some(({ servers }) => Number.isFinite(servers));
  if (queues || objectStore.disks > 0 || links.some(Number.isFinite)) {
    return `in scenario ${name} a miss may wait for others`;
  }
  if (registry.misses === "redirected") return `in scenario ${name} misses are redirected`;
  if (objectStore.memory.capacity > 0) return `in scenario ${name} the object store has a memory`;
  const early = [loadBalancer, registry].every(({ latency }) => latency.model === "constant");
  return early ? undefined : `in scenario ${name} requests overtake each other`;
}

/**
 * A cell for each capacity: the most hits, the most bytes from memory, the highest savings rate and the
 * lowest mean latency that any policy could have, each the mean over the replications. All else is NaN,
 * and so are savings and latency where the object store has a memory, whose state depends on the policy.
 * @throws {UsageError} `BOUNDS` where they are not proven: see `whyUnbounded`; `MEMORY` for a streamed
 * workload.
 */
export function boundCells(
  workload: AnyWorkload,
  scenario: Scenario,
  options: BoundOptions,
): Cell[] {
  const reason = whyUnbounded(scenario, options);
  if (reason) throw new UsageError("BOUNDS", `no --bounds: ${reason}; add --fidelity fast`);
  const whole = wholeOf(workload, "--bounds");
  const { seed, replications = 1 } = options;
  const runs = Array.from({ length: replications }, (_, i) =>
    boundsOf(whole, scenario, { ...options, seed: seed + i }),
  );
  return combine(runs);
}

/** Of one replication. */
function boundsOf(workload: Workload, scenario: Scenario, options: BoundOptions): Cell[] {
  const { requests, sizes } = workload;
  const { arrival, object } = requests;
  const { seed, fidelity, capacities } = options;
  const from = measuredFrom(workload, options);
  const missed = latenciesUnder(none, workload, scenario, seed);
  const hit = latenciesUnder(infinite, workload, scenario, seed);
  const fetched = fidelity === "fast" ? undefined : missed.map((time, i) => arrival[i]! + time);
  const moments = momentsHeld(requests, sizes.length, fetched);
  const again = repeats(object, sizes.length);
  const most = (worth: (request: number) => number): number[] => {
    const values = again.map((n, i) => (n > 0 && i >= from ? Math.max(0, worth(i)) : 0));
    const upper = new PfooUpper({ object, sizes, moments, worth: values });
    return capacities.map((capacity) => upper.most(roomOf(scenario, capacity)));
  };
  const hits = most(() => 1).map(whole);
  const hitBytes = most((i) => sizes[object[i]!]!).map(whole);
  const saved = most((i) => missed[i]! - hit[i]!);

  const count = requests.count - from;
  const bytes = object.subarray(from).reduce((sum, id) => sum + sizes[id]!, 0);
  const total = missed.subarray(from).reduce((sum, latency) => sum + latency, 0);
  const known = scenario.objectStore.memory.capacity === 0;
  return capacities.map(
    (capacityBytes, i): Cell => ({
      ...UNMEASURED,
      policy: BOUND,
      capacityBytes,
      requests: count,
      bytes,
      hits: hits[i]!,
      hitRatio: hits[i]! / count,
      hitBytes: hitBytes[i]!,
      byteHitRatio: hitBytes[i]! / bytes,
      latencySavingsRate: known ? saved[i]! / total : Number.NaN,
      meanLatencySeconds: known ? (total - saved[i]!) / count : Number.NaN,
    }),
  );
}

/** The greatest whole number up to a bound, which rounding must not have taken below it. */
function whole(bound: number): number {
  return Math.floor(bound * (1 + 1e-12) + 1e-6);
}

/** By request: how many went before it for the same object, as far as 1. */
function repeats(object: Uint32Array, objects: number): Float64Array {
  const seen = new Uint8Array(objects);
  return Float64Array.from(object, (id) => (seen[id]! === 1 ? 1 : seen[id]!++));
}

/** Bytes in all of the registry's caches together. */
function roomOf({ registry: { hosts, cache } }: Scenario, capacity: Bytes): Bytes {
  if (cache === "shared") return capacity;
  return hosts * (cache === "split" ? Math.floor(capacity / hosts) : capacity);
}

/** The latency of each request where all miss, or where all but the first for an object hit. */
function latenciesUnder(
  definition: PolicyDefinition,
  workload: Workload,
  scenario: Scenario,
  seed: number,
): Float64Array {
  const { requests, sizes } = workload;
  const latencies = new Float64Array(requests.count);
  const capacity = definition.unbounded ? Number.POSITIVE_INFINITY : 0;
  const policy = definition.create({ capacity, sizes, stream: stream(seed, definition.name) }, {});
  const legs = new Legs(scenario, workload, seed);
  const { memory } = scenario.objectStore;
  const replay = new FastReplay(scenario, {
    legs,
    // One for all hosts: with room for everything, it does not matter which of them a request meets.
    caches: new Array<Cache>(scenario.registry.hosts).fill(new Cache(capacity, sizes, policy)),
    storeMemory: new StoreMemory(memory.capacity, sizes, memory.dedup),
    merges: definition.caches,
    served: ({ count, request, latency }) => {
      for (let i = 0; i < count; i++) latencies[request[i]!] = latency[i]!;
    },
    followers: undefined,
  });
  while (legs.next()) replay.replayBatch();
  replay.finish();
  return latencies;
}
