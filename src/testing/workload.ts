/** Workloads and runs for tests, through the same doors as a trace and a scenario file. */

import type { Cell } from "../metrics/cell.ts";
import { parsePolicy } from "../policy/catalog.ts";
import type { Workload } from "../request.ts";
import { parseScenario } from "../scenario.ts";
import { type SimulateOptions, simulate } from "../simulate.ts";
import { WorkloadBuilder } from "../workload/workload-builder.ts";

/** A pull of a blob or, where there is no object, of a manifest, as a trace would record it. */
export interface Pull {
  /** Arrival in seconds. */
  readonly time: number;
  readonly object?: string | number;
  readonly size?: number;
  /** Seconds that the recorded response took. */
  readonly duration?: number;
  readonly client?: string;
  readonly repository?: string;
  readonly host?: string;
}

/** The workload of a trace with those records. */
export function workloadOf(pulls: readonly Pull[]): Workload {
  const builder = new WorkloadBuilder();
  for (const { time, object, size = 1, duration = 0, ...rest } of pulls) {
    const { client = "c", repository = "r", host = "h" } = rest;
    builder.record({
      timestamp: 1000 * (time + duration),
      duration,
      method: "GET",
      uri: `v2/${repository}/${object === undefined ? "manifests/latest" : `blobs/${object}`}`,
      status: 200,
      written: size,
      client,
      host,
    });
  }
  return builder.build("test").workload;
}

/** A scenario in which nothing takes time and nobody waits, but for what is overridden. */
export const IDLE = `
loadBalancer: { servers: unlimited, latency: 0 }
registry: { servers: unlimited, latency: 0, memory: 0, link: unlimited }
objectStore: { servers: unlimited, latency: 0 }
`;

/** Replays a workload in a scenario; policy lru at one capacity unless told otherwise. */
export async function replay(
  workload: Workload,
  scenario: string,
  overrides: readonly string[] = [],
  options: Partial<Omit<SimulateOptions, "policies">> & { policies?: readonly string[] } = {},
): Promise<Cell[]> {
  const policies = await Promise.all((options.policies ?? ["lru"]).map(parsePolicy));
  return simulate(workload, await parseScenario("test", scenario, overrides), {
    capacities: [Number.POSITIVE_INFINITY],
    fidelity: "full",
    seed: 1,
    ...options,
    policies,
  });
}
