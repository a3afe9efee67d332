/** From the arguments of a sweep to its grid. */

import { UsageError } from "../errors.ts";
import { checkedSlice } from "../input/checked-slice.ts";
import { loadPolicy } from "../input/load-policy.ts";
import { loadScenario } from "../input/load-scenario.ts";
import { parseWarmUp } from "../input/warm-up.ts";
import type { Fidelity } from "../replication.ts";
import { parseBytes } from "../units.ts";
import type { Objects } from "../workload/select.ts";
import type { Slice } from "../workload/slice.ts";
import type { Grid } from "./grid.ts";
import type { TraceCache } from "./trace-cache.ts";
import { type TraceInput, traceInput } from "./trace-input.ts";

/** The options of a sweep that say which cells it has, as the user wrote them. */
export interface GridOptions extends Slice {
  readonly policy: readonly string[];
  readonly bounds: boolean;
  readonly capacity: readonly string[];
  readonly scenario: readonly string[];
  readonly set: readonly string[];
  readonly fidelity: Fidelity;
  readonly objects: Objects;
  readonly seed: number;
  readonly replications: number;
  readonly warmUp: string;
  readonly format?: string | undefined;
  readonly limit?: number | undefined;
  readonly sample?: number | undefined;
}

/**
 * The grid of a sweep over the traces that the paths name. `known` tells what is known of each of
 * them, where they need not be read to find out.
 * @throws {PullsimError} for whatever of the command line does not fit, before the work begins.
 */
export async function gridOf(
  paths: readonly string[],
  options: GridOptions,
  known?: readonly TraceInput[],
  cache?: TraceCache,
): Promise<Grid> {
  if (paths.includes("-")) {
    throw new UsageError("STDIN", "a sweep may read its traces again later: give files, not -");
  }
  const policies = await Promise.all(unique(options.policy).map(loadPolicy));
  const capacities = unique(await Promise.all(options.capacity.map(parseBytes)));
  const scenarios = await Promise.all(
    unique(options.scenario).map((name) => loadScenario(name, [...options.set])),
  );
  const traces = [...(known ?? [])];
  if (!known) {
    const slice = checkedSlice(options);
    for (const path of unique(paths)) traces.push(await traceInput(path, slice, cache));
  }
  const seeds = Array.from({ length: options.replications }, (_, i) => options.seed + i);
  const warmUp = await parseWarmUp(options.warmUp);
  return { ...options, traces, scenarios, policies, capacities, seeds, warmUp };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
