/**
 * One replication: the reference run and those that are measured against it, wired up and replayed in
 * lockstep, a batch of requests at a time.
 */

import { Measurement, type Yardstick } from "./metrics/measurement.ts";
import { ReferenceLatencies } from "./metrics/reference-latencies.ts";
import { Tariff } from "./metrics/tariff.ts";
import { Cache } from "./policy/cache.ts";
import { createPolicy, type PolicySpec, roomOf } from "./policy/catalog.ts";
import { type Future, futureOf } from "./policy/future.ts";
import { type Images, imagesOf } from "./policy/images.ts";
import { lru } from "./policy/lru.ts";
import { LruCurve } from "./policy/lru-curve.ts";
import type { Dedup } from "./policy/neighbour.ts";
import { none } from "./policy/none.ts";
import type { Need, PolicySetting } from "./policy/policy.ts";
import { stream } from "./random/stream.ts";
import type { Workload } from "./request.ts";
import type { Scenario } from "./scenario.ts";
import { type AnyWorkload, arrivalOf, stretchesOf, wholeOf } from "./streamed-workload.ts";
import { CurveReplay } from "./topology/curve-replay.ts";
import { Fares } from "./topology/fares.ts";
import { FastReplay } from "./topology/fast-replay.ts";
import { Followers } from "./topology/followers.ts";
import { HitOrMissReplay, isHitOrMiss } from "./topology/hit-or-miss-replay.ts";
import { Journey, type JourneySetting } from "./topology/journey.ts";
import { BATCH, Legs } from "./topology/legs.ts";
import { Prefetching } from "./topology/prefetching.ts";
import { type Counts, registryCaches } from "./topology/registry-caches.ts";
import type { Replay } from "./topology/replay.ts";
import { StoreMemory } from "./topology/store-memory.ts";
import type { Bytes } from "./units.ts";
import { PullTracker } from "./workload/pull-tracker.ts";
import { dependencies, type Pulls, pullsOf } from "./workload/pulls.ts";

/** `full`: queues, shared links, fills that take time. `fast`: no contention, instant fills. */
export type Fidelity = "full" | "fast";

/** One policy at one capacity. */
export interface Run {
  readonly spec: PolicySpec;
  /** As asked for; the cache of an unbounded policy has none. */
  readonly capacity: Bytes;
  readonly caches: readonly Counts[];
  readonly measurement: Measurement;
  /** Runs at several capacities may have one in common. */
  readonly replay: Replay;
  readonly prefetching: Prefetching | undefined;
}

export interface ReplicationSetting {
  readonly fidelity: Fidelity;
  readonly seed: number;
  /** Index of the first request that is measured. */
  readonly measuredFrom: number;
  /** Whether requests are sent when those that they waited for have been served. */
  readonly closed: boolean;
}

/**
 * The runs, and what replays the workload for all of them, a batch at a step: a step tells how many
 * requests have been replayed in it, over the runs.
 */
export interface Replication {
  readonly reference: Run;
  /** In order of policy, capacity. */
  readonly runs: readonly Run[];
  readonly replay: () => Iterable<number>;
}

/** Those that go through the workload side by side, and what they share of each batch. */
interface Lockstep {
  readonly legs: Legs;
  readonly fares: Fares;
  readonly tariff: Tariff;
}

/** @throws {UsageError} `MEMORY` for a streamed workload where all of it must be known beforehand. */
export function replication(
  workload: AnyWorkload,
  scenario: Scenario,
  policies: readonly PolicySpec[],
  capacities: readonly Bytes[],
  { fidelity, seed, measuredFrom, closed }: ReplicationSetting,
): Replication {
  const { sizes } = workload;
  const { count } = workload.requests;
  const pulls = new PullTracker(count);
  const latencies = new ReferenceLatencies();
  const yardstick: Yardstick = {
    warmUp: measuredFrom,
    requests: count,
    pulls,
    reference: latencies,
  };
  const followers = closed ? followersOf(wholeOf(workload, "--replay closed")) : undefined;
  // Whoever is waited for may end before or after his time: all draws must be at hand.
  const batch = closed ? Math.max(1, count) : BATCH;
  const needed = known(workload);
  const measuredSince = arrivalOf(workload, measuredFrom) ?? Number.POSITIVE_INFINITY;
  let ofWhole: Pulls | undefined;

  const lockstep = (source: number | Legs): Lockstep => {
    const legs = new Legs(scenario, workload, source, batch, pulls);
    const fares = new Fares(scenario, legs);
    return { legs, fares, tariff: new Tariff(pulls, fares.latency) };
  };

  /** LRU at all capacities, in one pass. */
  const startCurve = (spec: PolicySpec, { legs, tariff }: Lockstep): Run[] => {
    const curve = new LruCurve(capacities, sizes, BATCH);
    const measurements = capacities.map(() => new Measurement(yardstick));
    const replay = new CurveReplay(legs, curve, (hits, c) =>
      measurements[c]!.addBatch(tariff, hits),
    );
    return capacities.map((capacity, c) => ({
      spec,
      capacity,
      caches: [curve.caches[c]!],
      measurement: measurements[c]!,
      replay,
      prefetching: undefined,
    }));
  };
  const atOnce = fidelity === "fast" && capacities.length > 1 && CurveReplay.fits(scenario);

  const prefetchingFor = ({ definition, text }: PolicySpec): Prefetching | undefined => {
    if (!definition.prefetcher) return undefined;
    const whole = wholeOf(workload, `policy ${text}`);
    ofWhole ??= pullsOf(whole.requests);
    const setting = { requests: whole.requests, objects: sizes.length, pulls: ofWhole };
    return new Prefetching(definition.prefetcher(setting), whole, measuredSince);
  };

  const start = (spec: PolicySpec, capacity: Bytes, { legs, fares, tariff }: Lockstep): Run => {
    const { definition } = spec;
    const { memory } = scenario.objectStore;
    const dedup = (spec.parameters as { dedup?: Dedup }).dedup ?? memory.dedup;
    const storeMemory = new StoreMemory(memory.capacity, sizes, dedup);
    const prefetching = prefetchingFor(spec);
    const Host = spec.cache ?? Cache;
    const caches = registryCaches(scenario, roomOf(spec, capacity), (each, host) => {
      const name = `policy.${spec.text}.${capacity}${host === 0 ? "" : `.${host}`}`;
      const draws = stream(seed, name);
      const setting = { capacity: each, sizes, stream: draws, ...needed(spec) };
      const policy = createPolicy(spec, setting);
      return new Host(each, sizes, prefetching?.watching(policy) ?? policy, storeMemory);
    });
    const measurement = new Measurement(yardstick);
    const refers = definition === none;
    const run = { spec, capacity, caches, measurement, prefetching };
    if (fidelity === "fast" && !prefetching && isHitOrMiss(scenario, caches)) {
      const replay = new HitOrMissReplay(legs, fares, caches[0]!, (hits) => {
        if (!refers) return measurement.addBatch(tariff, hits);
        latencies.setMissed(tariff);
        measurement.addReference(tariff, hits);
      });
      return { ...run, replay };
    }
    const setting = {
      legs,
      caches,
      storeMemory,
      merges: definition.caches,
      followers,
      prefetching,
      served: (requests) => {
        if (refers) latencies.setServed(requests);
        measurement.add(requests);
      },
    } satisfies JourneySetting;
    const Kind = fidelity === "fast" ? FastReplay : Journey;
    return { ...run, replay: new Kind(scenario, setting) };
  };

  /**
   * Replays the next batch, and tells how many requests that is, over all runs. None when there is no
   * batch any more: what was in flight has come to its end.
   */
  const next = ({ legs, fares, tariff }: Lockstep, runs: readonly Run[]): number => {
    if (!legs.next()) return 0;
    if (fidelity === "fast") {
      fares.quote();
      tariff.derive(legs);
    }
    const replays = new Set(runs.map(({ replay }) => replay));
    for (const replay of replays) replay.replayBatch();
    const ended = legs.to === count;
    if (ended) for (const replay of replays) replay.finish();
    for (const { replay, measurement } of runs) {
      measurement.settle(ended ? Number.POSITIVE_INFINITY : replay.oldest);
    }
    return (legs.to - legs.from) * runs.length;
  };

  const noCache: PolicySpec = { text: none.name, definition: none, parameters: {} };
  const ahead = lockstep(seed);
  const reference = start(noCache, 0, ahead);
  // Without contention a request has been served by the end of its batch: all go side by side.
  const behind = fidelity === "fast" || policies.length === 0 ? ahead : lockstep(ahead.legs);
  const runs = policies.flatMap((spec) =>
    atOnce && spec.definition === lru
      ? startCurve(spec, behind)
      : capacities.map((capacity) => start(spec, capacity, behind)),
  );

  /** Replays batches as long as there are any and they are wanted. */
  function* batches(
    lockstep: Lockstep,
    runs: readonly Run[],
    wanted = (): boolean => true,
  ): Generator<number, void> {
    while (wanted()) {
      const replayed = next(lockstep, runs);
      if (replayed === 0) return;
      yield replayed;
    }
  }

  const all = [reference, ...runs];
  const forgetPulls = (): void =>
    pulls.forget(Math.min(...all.map(({ measurement }) => measurement.nextPull)));

  function* replay(): Generator<number, void> {
    if (fidelity === "fast") {
      for (const replayed of batches(ahead, all)) {
        latencies.forget(ahead.legs.to);
        forgetPulls();
        yield replayed;
      }
      return;
    }
    const { legs } = behind;
    while (runs.length > 0 && legs.to < count) {
      // A request is measured against the reference's, which must have been served by then, if ever.
      const until = Math.min(legs.to + batch, count);
      const served = () => latencies.settled >= until || reference.replay.abandoned;
      yield* batches(ahead, [reference], () => ahead.legs.to < until || !served());
      yield next(behind, runs);
      latencies.forget(Math.min(...runs.map(({ measurement }) => measurement.served)));
      forgetPulls();
    }
    for (const replayed of batches(ahead, [reference])) {
      forgetPulls();
      yield replayed;
    }
  }
  return { reference, runs, replay };
}

function followersOf({ requests }: Workload): Followers {
  const { after, pause } = dependencies(requests, pullsOf(requests));
  return new Followers(after, pause);
}

/** What some policies need to know of a workload, each found out once, at the first that asks. */
function known(workload: AnyWorkload) {
  const objects = workload.sizes.length;
  let future: Future | undefined;
  let images: Images | undefined;
  return ({ text, definition: { needs = [] } }: PolicySpec): Pick<PolicySetting, Need> => {
    if (needs.includes("future")) {
      future ??= futureOf(wholeOf(workload, `policy ${text}`).requests, objects);
    }
    if (needs.includes("images")) images ??= imagesOf(stretchesOf(workload, BATCH), objects);
    return {
      ...(needs.includes("future") && { future: future! }),
      ...(needs.includes("images") && { images: images! }),
    };
  };
}
