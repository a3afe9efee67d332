/** A sweep's document of made-up numbers, for tests of what is drawn and compared. */

import type { Cell } from "../metrics/cell.ts";
import type { ResultDocument } from "../report/document.ts";
import type { SweepDocument } from "../report/sweep-document.ts";

const TRACES = ["dal09", "lon02", "fra02", "syd01", "stage-dal09", "prestage-mon01", "dev-mon01"];
const CAPACITIES = [50e6, 100e6, 200e6, 500e6, 1e9, 2e9, 4e9, 8e9, 12e9];
const POLICIES = ["none", "lru", "r-cache", "infinite", "pfoo-u"];

/** Seven traces, nine capacities, five policies; every number differs from every other. */
export function sampleSweep(): SweepDocument {
  return {
    schema: 1,
    version: "0.0.0",
    command: "pullsim sweep",
    replications: 3,
    results: TRACES.map((name, i): ResultDocument => {
      const trace = {
        name,
        records: 2000 + i,
        requests: 1000 + i,
        objects: 10,
        footprintBytes: 1e9,
      };
      return {
        schema: 1,
        version: "0.0.0",
        seed: 1,
        fidelity: "fast",
        replay: "open",
        replications: 3,
        warmUp: 0,
        warmUpSeconds: 0,
        trace: { ...trace, skipped: {} },
        scenario: { name: "ibm-2017" },
        cells: POLICIES.flatMap((policy, p) =>
          CAPACITIES.map((capacity, c) =>
            sampleCell(policy, capacity, (p * (31 + 7 * c + i)) / 700),
          ),
        ),
      };
    }),
  };
}

/** A cell that saves a share of 10 s a request. */
export function sampleCell(policy: string, capacityBytes: number, saved: number): Cell {
  return {
    policy,
    capacityBytes,
    requests: 1000,
    hits: Math.round(1000 * saved),
    delayedHits: 0,
    hitRatio: saved,
    byteHitRatio: saved / 2,
    bytes: 1e9,
    hitBytes: 5e8 * saved,
    meanLatencySeconds: 10 * (1 - saved),
    p50LatencySeconds: 5 * (1 - saved),
    p95LatencySeconds: 20 * (1 - saved),
    p99LatencySeconds: 30 * (1 - saved),
    latencySavingsRate: saved,
    meanRequestSavings: saved / 3,
    savingsHalfWidth: 0.01 + saved / 100,
    storeRequests: 1000 - Math.round(1000 * saved),
    storeBytes: 1e9 - 5e8 * saved,
    admissions: 500,
    rejections: 5,
    evictions: 400,
    abandoned: false,
    pulls: 0,
    meanPullLatencySeconds: Number.NaN,
    p50PullLatencySeconds: Number.NaN,
    p95PullLatencySeconds: Number.NaN,
    p99PullLatencySeconds: Number.NaN,
    pullLatencySavingsRate: Number.NaN,
    stations: [],
  };
}
