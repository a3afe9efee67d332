/**
 * A workload and a scenario go in, and for every policy and capacity a cell comes out. All cells see
 * the same batches, so a latency is drawn once and compared like with like.
 */

import { UsageError } from "./errors.ts";
import { type Cell, withPrefetches } from "./metrics/cell.ts";
import { combine } from "./metrics/replications.ts";
import type { PolicySpec } from "./policy/catalog.ts";
import { none } from "./policy/none.ts";
import { type Fidelity, type Run, replication } from "./replication.ts";
import { checkSample, replaySample } from "./sampled-replay.ts";
import type { Scenario } from "./scenario.ts";
import { retold, type Steps, toEnd } from "./steps.ts";
import { type AnyWorkload, firstFrom } from "./streamed-workload.ts";
import { counts } from "./topology/registry-caches.ts";
import type { Bytes, Ratio, Seconds } from "./units.ts";

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
 * `SAMPLE` for a sample with contention, or one without any object; `MEMORY` for a streamed workload
 * where all of it must be known beforehand.
 */
export function simulate(
  workload: AnyWorkload,
  scenario: Scenario,
  options: SimulateOptions,
): Cell[] {
  return toEnd(simulateInSteps(workload, scenario, options), options.progress);
}

/** The same, a batch of requests at a step. Throws as {@link simulate} does. */
export function* simulateInSteps(
  workload: AnyWorkload,
  scenario: Scenario,
  options: SimulateOptions,
): Steps<Cell[]> {
  const { seed, replications = 1 } = options;
  if (options.replay === "closed" && options.fidelity === "fast") {
    throw new UsageError("REPLAY", "a closed replay needs --fidelity full");
  }
  checkSample(options);
  const runs: Cell[][] = [];
  for (let i = 0; i < replications; i++) {
    const one = replicateSampled(workload, scenario, { ...options, seed: seed + i });
    runs.push(
      yield* retold(one, ({ done, total }) => ({
        done: i * total + done,
        total: replications * total,
      })),
    );
  }
  return combine(runs);
}

/** One replication, of a sample where one is asked for. */
function replicateSampled(
  workload: AnyWorkload,
  scenario: Scenario,
  options: SimulateOptions,
): Steps<Cell[]> {
  const { sample = 1 } = options;
  if (sample >= 1) return replicate(workload, scenario, options);
  const measured = measuredFrom(workload, options);
  return replaySample(sample, { workload, scenario, measured }, options, replicate);
}

/** One replication. */
function* replicate(
  workload: AnyWorkload,
  scenario: Scenario,
  options: SimulateOptions,
): Steps<Cell[]> {
  const { policies, capacities, fidelity, seed } = options;
  const cached = policies.filter(({ definition }) => definition !== none);
  const total = workload.requests.count * (1 + cached.length * capacities.length);
  let done = 0;
  const { reference, runs, replay } = replication(workload, scenario, cached, capacities, {
    fidelity,
    seed,
    measuredFrom: measuredFrom(workload, options),
    closed: options.replay === "closed",
  });
  for (const requests of replay()) {
    done += requests;
    yield { done, total };
  }

  for (const run of [reference, ...runs]) run.measurement.abandoned = run.replay.abandoned;
  const cell = (run: Run, policy: string, capacityBytes: Bytes): Cell =>
    withPrefetches(
      {
        policy,
        capacityBytes,
        ...run.measurement.summary(reference.measurement),
        ...counts(run.caches),
        abandoned: run.replay.abandoned,
        stations: run.replay.stations(),
      },
      run.prefetching?.figures(),
    );
  // The reference needs no capacity and runs once, but stands beside each, so that cells are a grid.
  return policies.flatMap((spec) =>
    spec.definition === none
      ? capacities.map((capacity) => cell(reference, spec.text, capacity))
      : runs.filter((run) => run.spec === spec).map((run) => cell(run, spec.text, run.capacity)),
  );
}

/** Index of the first request that is measured. */
export function measuredFrom(
  workload: AnyWorkload,
  { warmUp = 0, warmUpSeconds = 0 }: Pick<SimulateOptions, "warmUp" | "warmUpSeconds">,
): number {
  return Math.max(Math.floor(warmUp * workload.requests.count), firstFrom(workload, warmUpSeconds));
}
