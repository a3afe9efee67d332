/** What the workers of a sweep do: read a trace into shared columns, and replay it for a task. */

import { BOUND, boundCells } from "../bounds.ts";
import { loadPolicy } from "../input/load-policy.ts";
import { type LoadOptions, loadWorkload } from "../input/load-workload.ts";
import type { WarmUp } from "../input/warm-up.ts";
import type { Cell } from "../metrics/cell.ts";
import type { Fidelity } from "../replication.ts";
import { summaryOf, type TraceSummary } from "../report/document.ts";
import type { Workload } from "../request.ts";
import type { Scenario } from "../scenario.ts";
import { simulate } from "../simulate.ts";
import type { Bytes, Ratio } from "../units.ts";
import { shareWorkload } from "../workload/shared-workload.ts";

export interface LoadOrder extends LoadOptions {
  readonly path: string;
}

/** A workload in shared memory, and what its trace held. */
export interface LoadedTrace {
  readonly workload: Workload;
  readonly summary: TraceSummary;
}

/** Reads a trace. @throws {PullsimError} as loadWorkload does. */
export async function load({ path, ...options }: LoadOrder): Promise<LoadedTrace> {
  const { workload, census } = await loadWorkload([path], options);
  return { workload: shareWorkload(workload), summary: summaryOf(workload, census) };
}

export interface ReplayOrder {
  readonly workload: Workload;
  readonly scenario: Scenario;
  /** As the user wrote them: a policy itself is code, which does not travel. Or only {@link BOUND}. */
  readonly policies: readonly string[];
  readonly capacities: readonly Bytes[];
  readonly fidelity: Fidelity;
  readonly seed: number;
  readonly sample: Ratio | undefined;
  readonly warmUp: WarmUp;
  /** Shared memory in which entry `slot` says how many requests, over all runs, have been replayed. */
  readonly done: Float64Array;
  readonly slot: number;
}

/** Replays a task: cells in order of policy, capacity. */
export async function replay(order: ReplayOrder): Promise<Cell[]> {
  const { workload, scenario, done, slot, warmUp, ...options } = order;
  if (options.policies.includes(BOUND)) {
    const cells = boundCells(workload, scenario, { ...options, ...warmUp });
    done[slot] = (1 + cells.length) * workload.requests.count;
    return cells;
  }
  const policies = await Promise.all(order.policies.map(loadPolicy));
  return simulate(workload, scenario, {
    ...options,
    ...warmUp,
    policies,
    progress: (requests) => {
      done[slot] = requests;
    },
  });
}
