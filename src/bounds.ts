/**
 * What no policy can do better than: PFOO-U as cells of a result, beside those of the policies. Each
 * figure is a bound by itself: no one cache need reach two of them at once. They hold for a replay
 * without contention and for policies that fetch an object only when it is asked for.
 */

import { UsageError } from "./errors.ts";
import type { Cell } from "./metrics/cell.ts";
import { Cache } from "./policy/cache.ts";
import { futureOf } from "./policy/future.ts";
import { infinite } from "./policy/infinite.ts";
import { none } from "./policy/none.ts";
import { PfooUpper } from "./policy/pfoo-upper.ts";
import type { PolicyDefinition } from "./policy/policy.ts";
import { stream } from "./random/stream.ts";
import type { Workload } from "./request.ts";
import type { Scenario } from "./scenario.ts";
import { measuredFrom, type SimulateOptions } from "./simulate.ts";
import { FastReplay } from "./topology/fast-replay.ts";
import { Legs } from "./topology/legs.ts";
import { registryCaches } from "./topology/registry-caches.ts";
import { StoreMemory } from "./topology/store-memory.ts";
import type { Bytes, Ratio, Seconds } from "./units.ts";

/** The policy's name in the cells. */
export const BOUND = "pfoo-u";
/** Rounding of sums must not turn a bound into a claim: a millionth of a request is given away. */
const SLACK = 1e-6;

/**
 * A cell for each capacity: the most hits, the most bytes from memory, the highest savings rate and the
 * lowest mean latency that any policy could have. All else is NaN, and so are savings and latency where
 * the object store has a memory, whose state depends on the policy. `like` is a cell of the same run.
 * @throws {UsageError} `BOUNDS` for a replay with contention.
 */
export function boundCells(
  workload: Workload,
  scenario: Scenario,
  options: SimulateOptions,
  like: Cell,
): Cell[] {
  if (options.fidelity !== "fast") {
    throw new UsageError("BOUNDS", "--bounds are proven without contention: add --fidelity fast");
  }
  const { requests, sizes } = workload;
  const from = measuredFrom(workload, options);
  const future = futureOf(requests, sizes.length);
  const measured = (worth: (request: number) => number): PfooUpper => {
    const values = new Float64Array(requests.count);
    for (let i = from; i < requests.count; i++) values[i] = Math.max(0, worth(i));
    return new PfooUpper(future, requests.object, sizes, values);
  };
  const hits = measured(() => 1);
  const hitBytes = measured((i) => sizes[requests.object[i]!]!);
  const seeds = Array.from({ length: options.replications ?? 1 }, (_, i) => options.seed + i);
  const latencies = seeds.map((seed) => {
    const missed = latenciesUnder(none, workload, scenario, seed);
    const hit = latenciesUnder(infinite, workload, scenario, seed);
    const total = missed.subarray(from).reduce((sum, latency) => sum + latency, 0);
    return { total, saved: measured((i) => missed[i]! - hit[i]!) };
  });
  const known = scenario.objectStore.memory.capacity === 0;
  const nothing = Object.fromEntries(
    Object.entries(like).map(([key, value]) => [key, typeof value === "number" ? NaN : value]),
  ) as unknown as Cell;

  return options.capacities.map((capacity): Cell => {
    const caches = new Set(registryCaches(scenario, capacity, (each) => emptyCache(each)));
    const room = [...caches].reduce((sum, cache) => sum + cache.capacity, 0);
    const most = Math.floor(hits.most(room) + SLACK);
    const mostBytes = Math.floor(hitBytes.most(room) + SLACK);
    const savings: Ratio[] = latencies.map(({ total, saved }) => saved.most(room) / total);
    const latency: Seconds[] = latencies.map(
      ({ total }, i) => ((1 - savings[i]!) * total) / like.requests,
    );
    return {
      ...nothing,
      policy: BOUND,
      capacityBytes: capacity,
      requests: like.requests,
      bytes: like.bytes,
      hits: most,
      hitRatio: most / like.requests,
      hitBytes: mostBytes,
      byteHitRatio: mostBytes / like.bytes,
      latencySavingsRate: known ? mean(savings) : Number.NaN,
      meanLatencySeconds: known ? mean(latency) : Number.NaN,
      stations: [],
    };
  });
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
    served: (request, _outcome, _size, latency) => {
      latencies[request] = latency;
    },
    followers: undefined,
  });
  while (legs.next()) replay.replayBatch();
  replay.finish();
  return latencies;
}

/** A cache of which nothing but the capacity matters. */
function emptyCache(capacity: Bytes): Cache {
  const sizes = new Float64Array(0);
  return new Cache(capacity, sizes, infinite.create({ capacity, sizes, stream: () => 0 }, {}));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
