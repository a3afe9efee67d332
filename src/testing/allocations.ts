/**
 * Run as a program, with a fidelity and policies: replays a made-up workload until the code is compiled,
 * then a few times more while V8 samples what is allocated, and prints for each policy the bytes a request that
 * the simulator's own files took. What the draws of a latency model take is left out: they are drawn
 * once, whatever the number of caches.
 */

import { type HeapProfiler, Session } from "node:inspector/promises";
import { parsePolicy } from "../policy/catalog.ts";
import type { Workload } from "../request.ts";
import { parseScenario, preset } from "../scenario.ts";
import { type SimulateOptions, simulate } from "../simulate.ts";

const REQUESTS = 100_000;
const OBJECTS = 10_000;
const WARM_UP_RUNS = 16;
/** The least of these counts: when the last piece is compiled depends on the machine. */
const MEASURED_RUNS = 6;
/** Bytes from one sample to the next, on average. */
const INTERVAL = 512;
const DRAWS = /latency-models|node_modules|^node:|^$/;

const workload = madeUp();
const scenario = await parseScenario("ibm-2017", preset("ibm-2017"), ["objectStore.servers=256"]);
const [fidelity, ...names] = process.argv.slice(2) as [SimulateOptions["fidelity"], ...string[]];
const session = new Session();
session.connect();
const bytes: Record<string, number> = {};
for (const name of names) {
  const policies = [await parsePolicy(name)];
  const replay = () =>
    simulate(workload, scenario, { policies, capacities: [1e9], fidelity, seed: 1 });
  for (let run = 0; run < WARM_UP_RUNS; run++) replay();
  bytes[name] = Number.POSITIVE_INFINITY;
  for (let run = 0; run < MEASURED_RUNS; run++) {
    await session.post("HeapProfiler.startSampling", {
      samplingInterval: INTERVAL,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    } as HeapProfiler.StartSamplingParameterType);
    replay();
    const { profile } = await session.post("HeapProfiler.stopSampling");
    bytes[name] = Math.min(bytes[name]!, own(profile.head) / REQUESTS);
  }
}
console.log(JSON.stringify(bytes));

/** Bytes that functions of the simulator allocated, whoever called them. */
function own({ callFrame, selfSize, children }: HeapProfiler.SamplingHeapProfileNode): number {
  const self = DRAWS.test(callFrame.url) ? 0 : selfSize;
  return children.reduce((sum, child) => sum + own(child), self);
}

/** Popular objects and many that are asked for once, four requests a second. */
function madeUp(): Workload {
  const ids = new Uint32Array(REQUESTS);
  return {
    name: "made up",
    requests: {
      count: REQUESTS,
      arrival: Float64Array.from(ids, (_, i) => i / 4 + 0.1),
      // The low bits of a multiplicative generator.
      object: ids.map((_, i) => Math.floor(OBJECTS ** (((i * 2_654_435_761) >>> 0) / 2 ** 32))),
      duration: new Float64Array(REQUESTS).fill(1),
      client: ids.map((_, i) => i % 97),
      repository: ids.map((_, i) => i % 89),
      host: ids,
    },
    sizes: Float64Array.from({ length: OBJECTS }, (_, i) => 1 + ((i * 7919) % 4_000_000)),
  };
}
