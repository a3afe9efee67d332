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

/** Until the code is compiled. */
const WARM_UP = 1e6;

const [trace, requests, fidelity] = process.argv.slice(2) as [string, string, "fast" | "full"];
const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
const policies = [await parsePolicy("lru")];
const first = async (limit: number) =>
  (await loadRequests([trace], { objects: "blobs", limit, memory: 0 })).workload;
const replay = (workload: Awaited<ReturnType<typeof first>>) =>
  simulateWorkload(workload, scenario, { policies, capacities: [4e9], fidelity, seed: 1 });
replay(await first(WARM_UP));
const workload = await first(Number(requests));
const seconds = await cpuSeconds(() => replay(workload));
const peakBytes = 1024 * process.resourceUsage().maxRSS;
const grown: Grown = { seconds, peakBytes, objects: workload.sizes.length };
console.log(JSON.stringify(grown));
