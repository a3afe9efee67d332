/**
 * The only place that wires the layers together: a workload and a scenario go in, and for every
 * policy and capacity a cell comes out. All cells see the same batches, so a latency is drawn once
 * and compared like with like.
 */

import { UsageError } from "./errors.ts";
import type { Cell } from "./metrics/cell.ts";
import { EitherBatch } from "./metrics/either-batch.ts";
import { Measurement, type Yardstick } from "./metrics/measurement.ts";
import { combine } from "./metrics/replications.ts";
import { Cache } from "./policy/cache.ts";
import { createPolicy, type PolicySpec, roomOf } from "./policy/catalog.ts";
import { type Future, futureOf } from "./policy/future.ts";
import { type Images, imagesOf } from "./policy/images.ts";
import { lru } from "./policy/lru.ts";
import { LruCurve, MOST_CAPACITIES } from "./policy/lru-curve.ts";
import type { Dedup } from "./policy/neighbour.ts";
import { none } from "./policy/none.ts";
import type { Need, PolicyDefinition, PolicySetting } from "./policy/policy.ts";
import { stream } from "./random/stream.ts";
import type { Requests, Workload } from "./request.ts";
import { checkSample, replaySample } from "./sampled-replay.ts";
import type { Scenario } from "./scenario.ts";
import { CurveReplay } from "./topology/curve-replay.ts";
import { FastReplay } from "./topology/fast-replay.ts";
import { Followers } from "./topology/followers.ts";
import { Journey } from "./topology/journey.ts";
import { BATCH, Legs } from "./topology/legs.ts";
import { type Counts, counts, registryCaches } from "./topology/registry-caches.ts";
import type { Replay, Served } from "./topology/replay.ts";
import { StoreMemory } from "./topology/store-memory.ts";
import type { Bytes, Ratio, Seconds } from "./units.ts";
import { dependencies, type Pulls, pullsOf } from "./workload/pulls.ts";

/** `full`: queues, shared links, fills that take time. `fast`: no contention, instant fills. */
export type Fidelity = "full" | "fast";

export interface SimulateOptions {
  readonly policies: readonly PolicySpec[];
  /** Bytes; `Infinity` for no limit. */
  readonly capacities: readonly Bytes[];
  readonly fidelity: Fidelity;
  readonly seed: number;
  /** Share of the requests, from the start, that are simulated and not measured; default 0. */
  readonly warmUp?: Ratio;
  /** The same as a time: what arrives before it is not measured. The longer of the two holds. */
  readonly warmUpSeconds?: Seconds;
  /** Runs with the seeds `seed`, `seed + 1`, and so on, whose figures are averaged; default 1. */
  readonly replications?: number;
  /**
   * `open`: requests come as recorded. `closed`: a request of an image pull that had waited for
   * another comes when that one has been served, after the pause recorded. Default: open.
   */
  readonly replay?: "open" | "closed";
  /**
   * Share of the objects, chosen by a hash with the seed, whose requests are replayed, at capacities
   * scaled down alike: the cells are estimates of the whole then. Default: all.
   */
  readonly sample?: Ratio | undefined;
  /** Told now and then how many requests of how many, over all cells, have been replayed. */
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Replays a workload against every policy at every capacity. Cells in order of policy, capacity.
 * @throws {UsageError} `REPLAY` for a closed replay without contention, in which nobody is waited for;
 * `SAMPLE` for a sample with contention, or one without any object.
 */
export function simulate(workload: Workload, scenario: Scenario, options: SimulateOptions): Cell[] {
  const { seed, replications = 1, progress } = options;
  if (options.replay === "closed" && options.fidelity === "fast") {
    throw new UsageError("REPLAY", "a closed replay needs --fidelity full");
  }
  checkSample(options);
  const runs = Array.from({ length: replications }, (_, i) =>
    replicateSampled(workload, scenario, {
      ...options,
      seed: seed + i,
      ...(progress && {
        progress: (done, total) => progress(i * total + done, replications * total),
      }),
    }),
  );
  return combine(runs);
}

/** One replication, of a sample where one is asked for. */
function replicateSampled(
  workload: Workload,
  scenario: Scenario,
  options: SimulateOptions,
): Cell[] {
  const { sample = 1 } = options;
  if (sample >= 1) return replicate(workload, scenario, options);
  const measured = measuredFrom(workload, options);
  return replaySample(sample, { workload, scenario, measured }, options, replicate);
}

/** One replication. */
function replicate(workload: Workload, scenario: Scenario, options: SimulateOptions): Cell[] {
  const { policies, capacities, seed } = options;
  const requests = workload.requests.count;
  const pulls = pullsOf(workload.requests);
  const yardstick: Yardstick = {
    warmUp: measuredFrom(workload, options),
    arrival: workload.requests.arrival,
    pulls,
    reference: new Float64Array(requests),
  };
  const closed = options.replay === "closed";
  const followers = closed ? followersOf(workload.requests, pulls) : undefined;
  // Whoever is waited for may end before or after his time: all draws must be at hand.
  const batch = closed ? Math.max(1, requests) : BATCH;
  const wanted = policies.filter(({ definition }) => definition !== none);
  const total = requests * (1 + wanted.length * capacities.length);
  let done = 0;

  const { needed } = known(workload);

  /** Replays the workload once for a set of runs, in lockstep. */
  const replay = (legs: Legs, runs: readonly Run[]): void => {
    const replays = new Set(runs.map((run) => run.replay));
    while (legs.next()) {
      for (const one of replays) one.replayBatch();
      done += (legs.to - legs.from) * runs.length;
      options.progress?.(done, total);
    }
    for (const one of replays) one.finish();
  };

  const start = (spec: PolicySpec, capacity: Bytes, legs: Legs, served?: Served): Run => {
    const { sizes } = workload;
    const { definition } = spec;
    const { memory } = scenario.objectStore;
    const dedup = (spec.parameters as { dedup?: Dedup }).dedup ?? memory.dedup;
    const storeMemory = new StoreMemory(memory.capacity, sizes, dedup);
    const limit = roomOf(spec, capacity);
    const caches = registryCaches(scenario, limit, (each, host) => {
      const name = `policy.${spec.text}.${capacity}${host === 0 ? "" : `.${host}`}`;
      const setting = {
        capacity: each,
        sizes,
        stream: stream(seed, name),
        ...needed(definition),
      };
      return new Cache(each, sizes, createPolicy(spec, setting), storeMemory);
    });
    const measurement = new Measurement(yardstick);
    const hear: Served =
      served ??
      ((request, outcome, size, latency, end) =>
        measurement.add(request, outcome, size, latency, end));
    const merges = definition.caches;
    const setting = { legs, caches, storeMemory, merges, served: hear, followers };
    const replay =
      options.fidelity === "fast"
        ? new FastReplay(scenario, setting)
        : new Journey(scenario, setting);
    return { spec, capacity, caches, measurement, replay };
  };

  /** The cells of LRU at all capacities, from as few passes as it takes. */
  const startCurves = (spec: PolicySpec, legs: Legs): Run[] =>
    chunks(capacities, MOST_CAPACITIES).flatMap((chunk) => {
      const curve = new LruCurve(chunk, workload.sizes, BATCH);
      const measurements = chunk.map(() => new Measurement(yardstick));
      const batch = new EitherBatch();
      const replay = new CurveReplay(scenario, legs, curve, (served) => {
        batch.fill(served, yardstick);
        for (const [c, measurement] of measurements.entries()) measurement.addBatch(batch, c);
      });
      return chunk.map((capacity, c) => {
        const caches = [curve.caches[c]!];
        return { spec, capacity, caches, measurement: measurements[c]!, replay };
      });
    });

  // The reference first: every other run is measured against it, request by request.
  const referenceLegs = new Legs(scenario, workload, seed, batch);
  const noCache: PolicySpec = { text: none.name, definition: none, parameters: {} };
  const referenceRun = start(noCache, 0, referenceLegs, (request, outcome, size, latency, end) => {
    yardstick.reference[request] = latency;
    referenceRun.measurement.add(request, outcome, size, latency, end);
  });
  replay(referenceLegs, [referenceRun]);

  const legs = new Legs(scenario, workload, seed, batch);
  const atOnce = options.fidelity === "fast" && capacities.length > 1 && CurveReplay.fits(scenario);
  const runs = wanted.flatMap((spec) =>
    atOnce && spec.definition === lru
      ? startCurves(spec, legs)
      : capacities.map((capacity) => start(spec, capacity, legs)),
  );
  if (runs.length > 0) replay(legs, runs);

  for (const run of [referenceRun, ...runs]) run.measurement.abandoned = run.replay.abandoned;
  const cell = (run: Run, policy: string, capacityBytes: Bytes): Cell => ({
    policy,
    capacityBytes,
    ...run.measurement.summary(referenceRun.measurement),
    ...counts(run.caches),
    abandoned: run.replay.abandoned,
    stations: run.replay.stations(),
  });
  // The reference needs no capacity and runs once, but stands beside each, so that cells are a grid.
  return policies.flatMap((spec) =>
    spec.definition === none
      ? capacities.map((capacity) => cell(referenceRun, spec.text, capacity))
      : runs.filter((run) => run.spec === spec).map((run) => cell(run, spec.text, run.capacity)),
  );
}

function chunks<T>(list: readonly T[], length: number): T[][] {
  return list.length === 0 ? [] : [list.slice(0, length), ...chunks(list.slice(length), length)];
}

/** Index of the first request that is measured. */
export function measuredFrom(
  { requests }: Workload,
  { warmUp = 0, warmUpSeconds = 0 }: Pick<SimulateOptions, "warmUp" | "warmUpSeconds">,
): number {
  const late = requests.arrival.findIndex((arrival) => arrival >= warmUpSeconds);
  return Math.max(Math.floor(warmUp * requests.count), late < 0 ? requests.count : late);
}

function followersOf(requests: Requests, pulls: Pulls): Followers {
  const { after, pause } = dependencies(requests, pulls);
  return new Followers(after, pause);
}

/** What some policies need to know of a workload, each found out once, at the first that asks. */
function known({ requests, sizes }: Workload) {
  let future: Future | undefined;
  let images: Images | undefined;
  return {
    needed({ needs = [] }: PolicyDefinition): Pick<PolicySetting, Need> {
      if (needs.includes("future")) future ??= futureOf(requests, sizes.length);
      if (needs.includes("images")) images ??= imagesOf(requests, sizes.length);
      return {
        ...(needs.includes("future") && { future: future! }),
        ...(needs.includes("images") && { images: images! }),
      };
    },
  };
}

interface Run {
  readonly spec: PolicySpec;
  /** As asked for; the cache of an unbounded policy has none. */
  readonly capacity: Bytes;
  readonly caches: readonly Counts[];
  readonly measurement: Measurement;
  /** Runs at several capacities may have one in common. */
  readonly replay: Replay;
}
