/** The scenarios of `pullsim advise`: fitted to the log, or what stands in where it says too little. */

import type { Latencies } from "../advice/advice.ts";
import { LEAST_DURATIONS } from "../advice/cautions.ts";
import type { Facts } from "../advice/facts.ts";
import { loadScenario } from "../input/load-scenario.ts";
import { ksDistance } from "../metrics/goodness.ts";
import type { Workload } from "../request.ts";
import { parseScenario, type Scenario } from "../scenario.ts";
import { fitLatency } from "../topology/fit-latency.ts";
import { fittedScenario } from "../topology/fitted-scenario.ts";
import { latenciesOf } from "../topology/latency.ts";

/** A registry of today in front of a public cloud's store. */
const STAND_IN = "s3-today";

export interface AdviceScenarios {
  /** The one that is recommended by; where latencies are fitted, the one that bounds it from below, too. */
  readonly scenarios: readonly Scenario[];
  readonly latencies: Latencies;
}

export async function adviceScenarios(
  workload: Workload,
  facts: Facts,
  { scenario, seed }: { scenario?: string | undefined; seed: number },
): Promise<AdviceScenarios> {
  if (scenario !== undefined) {
    return {
      scenarios: [await loadScenario(scenario, [])],
      latencies: { origin: "given", scenario },
    };
  }
  if (facts.timed < LEAST_DURATIONS) {
    return {
      scenarios: [await loadScenario(STAND_IN, [])],
      latencies: { origin: "preset", scenario: STAND_IN },
    };
  }
  const timed = timedRequests(workload);
  const fit = fitLatency(timed);
  const source = `${facts.timed} responses of ${workload.name}`;
  const parsed = (name: string, rateOf: "store" | "clients"): Promise<Scenario> =>
    parseScenario(name, fittedScenario(name, source, fit, "empirical", rateOf));

  const drawn = latenciesOf(fit.empirical, timed, seed, "objectStore.latency");
  return {
    scenarios: [
      await parsed("fitted", "store"),
      // Clients whose links are as quick as a hit do not hold it up.
      ...(fit.bandwidth < fit.hit.bandwidth
        ? [await parsed("fitted-client-bound", "clients")]
        : []),
    ],
    latencies: {
      origin: "fitted",
      overheadSeconds: fit.overhead,
      bytesPerSecond: fit.bandwidth,
      hit: fit.hit,
      ks: ksDistance(timed.requests.duration.slice().sort(), drawn.sort()),
    },
  };
}

/** The requests whose record says how long the response took. */
function timedRequests(workload: Workload): Workload {
  const { requests } = workload;
  if (requests.duration.every((seconds) => seconds > 0)) return workload;
  const timed = <T extends Float64Array | Uint32Array>(column: T): T =>
    column.filter((_, i) => requests.duration[i]! > 0) as T;
  const duration = timed(requests.duration);
  return {
    ...workload,
    requests: {
      ...{ count: duration.length, duration },
      arrival: timed(requests.arrival),
      object: timed(requests.object),
      client: timed(requests.client),
      repository: timed(requests.repository),
      host: timed(requests.host),
    },
  };
}
