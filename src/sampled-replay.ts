/** A sample of a workload's objects is replayed instead of the whole, and what that says of the whole. */

import { UsageError } from "./errors.ts";
import type { Cell } from "./metrics/cell.ts";
import { estimate } from "./metrics/sample-estimate.ts";
import type { PolicySpec } from "./policy/catalog.ts";
import { hashOf } from "./random/hash.ts";
import type { Workload } from "./request.ts";
import type { Scenario } from "./scenario.ts";
import { type Progress, retold, type Steps } from "./steps.ts";
import { type AnyWorkload, arrivalOf, stretchesOf } from "./streamed-workload.ts";
import type { Bytes, Ratio, Seconds } from "./units.ts";
import { sampledPart, sampleOf } from "./workload/sample.ts";

/** Disjoint parts of the sample, which say how far off it may be. */
const GROUPS = 10;
/** Requests that are looked at together. */
const STRETCH = 1 << 16;

/** @throws {UsageError} `SAMPLE` for a sample where it would mean nothing. */
export function checkSample({
  sample = 1,
  fidelity,
  bounds = false,
  policies = [],
}: {
  readonly sample?: Ratio | undefined;
  readonly fidelity: "full" | "fast";
  readonly bounds?: boolean;
  readonly policies?: readonly PolicySpec[];
}): void {
  if (sample >= 1) return;
  if (fidelity === "full") {
    throw new UsageError(
      "SAMPLE",
      "--sample needs --fidelity fast: stations and links would see only a part of their load",
    );
  }
  if (bounds) throw new UsageError("SAMPLE", "--bounds of a sample would not bound the whole");
  const ahead = policies.find(({ definition }) => definition.prefetcher);
  if (ahead) {
    throw new UsageError(
      "SAMPLE",
      `--sample: ${ahead.text} looks at whole pulls, of which it has parts`,
    );
  }
}

/** What of a replay is another where a sample is replayed. */
export interface SampledOptions {
  readonly capacities: readonly Bytes[];
  readonly seed: number;
  readonly warmUp?: Ratio;
  readonly warmUpSeconds?: Seconds;
}

/**
 * Estimates the cells of a workload from a sample with that share of its objects. `replay` gives
 * cells of which the capacity changes fastest; requests from index `measured` on are measured.
 * @throws {UsageError} `SAMPLE` when there is no object in the sample.
 */
export function* replaySample<O extends SampledOptions>(
  rate: Ratio,
  { workload, scenario, measured }: { workload: AnyWorkload; scenario: Scenario; measured: number },
  options: O,
  replay: (workload: Workload, scenario: Scenario, options: O) => Steps<Cell[]>,
): Steps<Cell[]> {
  const { capacities, seed } = options;
  const { sizes, name } = workload;
  const tell = inTurn();
  const warmUpSeconds = arrivalOf(workload, measured) ?? Number.POSITIVE_INFINITY;
  const population = sampledPart(workload, seed, rate);

  /** Replays the objects of a range of hashes, at the capacities that are theirs. */
  const replayed = (from: Ratio, to: Ratio, draws: number): Steps<Cell[]> => {
    const sample = sampleOf(population, seed, from, to);
    if (sample.requests.count === 0 && draws === seed) {
      throw new UsageError(
        "SAMPLE",
        `${name}: none of ${sizes.length} objects is in a sample of ${rate}: give a greater --sample`,
      );
    }
    const steps = replay(sample, scaled(scenario, to - from), {
      ...options,
      capacities: capacities.map((capacity) => capacity * (to - from)),
      seed: draws,
      warmUp: 0,
      warmUpSeconds,
    });
    return retold(steps, tell);
  };
  const cells = yield* replayed(0, rate, seed);
  const groups: Cell[][] = [];
  for (let g = 0; g < GROUPS; g++) {
    const [from, to] = [(rate * g) / GROUPS, (rate * (g + 1)) / GROUPS];
    groups.push(yield* replayed(from, to, hashOf(g, seed)));
  }

  const whole = measuredOf(workload, measured);
  return cells.map((cell, i) => {
    const capacity = capacities[i % capacities.length]!;
    return estimate(
      cell,
      rate,
      groups.map((group) => group[i]!),
      { ...whole, capacity },
    );
  });
}

/** The object store's memory is scaled with the sample, too. */
function scaled(scenario: Scenario, share: Ratio): Scenario {
  const { objectStore } = scenario;
  const memory = { ...objectStore.memory, capacity: objectStore.memory.capacity * share };
  return { ...scenario, objectStore: { ...objectStore, memory } };
}

function measuredOf(workload: AnyWorkload, measured: number) {
  const { sizes } = workload;
  const asked = new Float64Array(sizes.length);
  let from = 0;
  for (const { count, object } of stretchesOf(workload, STRETCH)) {
    for (let i = Math.max(0, measured - from); i < count; i++) asked[object[i]!]!++;
    from += count;
  }
  return {
    requests: from - measured,
    bytes: asked.reduce((sum, times, object) => sum + times * sizes[object]!, 0),
    population: { sizes, requests: asked },
  };
}

/** Replays in turn, which have as much to do after the first as in the first, as one. */
function inTurn(): (progress: Progress) => Progress {
  let before = 0;
  let first = 0;
  return ({ done, total }) => {
    first ||= total;
    const all = { done: before + done, total: 2 * first };
    if (done === total) before += total;
    return all;
  };
}
