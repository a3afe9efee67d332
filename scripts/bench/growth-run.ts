/**
 * Run as a program by the growth stage, with a converted trace, a number of requests and a fidelity:
 * replays so many of its first requests as they are read from the file, and prints as JSON what that took.
 */

import { loadRequests, parsePolicy, parseScenario, preset, simulateWorkload } from "pullsim";
import { cpuSeconds } from "./stage.ts";

export interface Grown {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly objects: number;
}

const [trace, requests, fidelity] = process.argv.slice(2) as [string, string, "fast" | "full"];
const options = { objects: "blobs", limit: Number(requests), memory: 0 } as const;
const { workload } = await loadRequests([trace], options);
const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
const policies = [await parsePolicy("lru")];
const seconds = await cpuSeconds(() =>
  simulateWorkload(workload, scenario, { policies, capacities: [4e9], fidelity, seed: 1 }),
);
const peakBytes = 1024 * process.resourceUsage().maxRSS;
const grown: Grown = { seconds, peakBytes, objects: workload.sizes.length };
console.log(JSON.stringify(grown));
