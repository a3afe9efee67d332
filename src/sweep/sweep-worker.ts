/** What the workers of a sweep do: read a trace into shared columns, and replay it for a task. */

import { BOUND, boundCells } from "../bounds.ts";
import { UsageError } from "../errors.ts";
import { type ConvertedRequests, streamConverted } from "../input/load-converted.ts";
import { loadPolicy } from "../input/load-policy.ts";
import { PROFILE_PREFIX } from "../input/load-profile.ts";
import {
  findConverted,
  type LoadOptions,
  loadRequests,
  profileFits,
} from "../input/load-workload.ts";
import { freeMemory } from "../input/memory.ts";
import type { WarmUp } from "../input/warm-up.ts";
import type { Cell } from "../metrics/cell.ts";
import type { Fidelity } from "../replication.ts";
import { summaryOf, type TraceSummary } from "../report/document.ts";
import type { Workload } from "../request.ts";
import type { Scenario } from "../scenario.ts";
import { simulate } from "../simulate.ts";
import { type AnyWorkload, wholeOf } from "../streamed-workload.ts";
import type { Bytes, Ratio } from "../units.ts";
import { shareWorkload } from "../workload/shared-workload.ts";

export interface LoadOrder extends LoadOptions {
  readonly path: string;
  /** What requests may take in memory; default: a share of what is free. */
  readonly memory?: Bytes | undefined;
}

/** A workload in shared memory, or where its requests are; and what its trace held. */
export interface LoadedTrace {
  readonly workload: Workload | ConvertedRequests;
  readonly summary: TraceSummary;
}

/**
 * Reads a trace; requests of a converted one that would take more than `memory` stay in their file.
 * @throws {UsageError} `MEMORY` for any other that would take more.
 * @throws {PullsimError} as loadRequests does.
 */
export async function load({
  path,
  memory = freeMemory(),
  ...options
}: LoadOrder): Promise<LoadedTrace> {
  const bounded = { ...options, memory };
  const found = await findConverted([path], bounded);
  if (found) {
    const { requests: workload, census } = found;
    return { workload, summary: summaryOf(inShort(workload), census) };
  }
  if (path.startsWith(PROFILE_PREFIX) && !profileFits(path, bounded)) {
    throw new UsageError(
      "MEMORY",
      `${path} has more requests than --memory has room for: give it more, or write them to a file with pullsim convert and sweep over that`,
    );
  }
  const { workload, census } = await loadRequests([path], bounded);
  const whole = wholeOf(workload, "a sweep over a raw trace that is not cached");
  return { workload: shareWorkload(whole), summary: summaryOf(whole, census) };
}

/** What a summary tells of a workload. */
function inShort(workload: Workload | ConvertedRequests) {
  return "path" in workload ? { ...workload, requests: workload.layout } : workload;
}

export interface ReplayOrder {
  readonly workload: Workload | ConvertedRequests;
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
export async function replay({ workload, ...order }: ReplayOrder): Promise<Cell[]> {
  if (!("path" in workload)) return replayed(workload, order);
  const streamed = streamConverted(workload);
  try {
    return await replayed(streamed.workload, order);
  } finally {
    streamed.close();
  }
}

async function replayed(
  workload: AnyWorkload,
  order: Omit<ReplayOrder, "workload">,
): Promise<Cell[]> {
  const { scenario, done, slot, warmUp, ...options } = order;
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
