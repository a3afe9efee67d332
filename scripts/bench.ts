/** How fast reading and replaying are, on made-up records: medians of several runs, and ratios. */

import { cpus } from "node:os";
import {
  parsePolicy,
  parseScenario,
  preset,
  readSources,
  simulateWorkload,
  type TraceSource,
  WorkloadBuilder,
} from "pullsim";

const RECORDS = 300_000;
const OBJECTS = 30_000;
const RUNS = 5;

const text: string[] = [];
for (let n = 0; n < RECORDS; n++) {
  // A popularity with a long tail, from the low bits of a multiplicative generator.
  const u = ((n * 2654435761) >>> 0) / 2 ** 32;
  const object = Math.floor(OBJECTS ** u);
  text.push(
    JSON.stringify(
      {
        host: `host${n % 6}`,
        "http.request.duration": 0.9 + object / OBJECTS,
        "http.request.method": "GET",
        "http.request.remoteaddr": (n % 997).toString(16),
        "http.request.uri": `v2/space${object % 50}/repo${object % 500}/blobs/${object.toString(16).padStart(8, "0")}`,
        "http.request.useragent":
          "docker/17.03.1-ce go/go1.7.5 kernel/4.4.0-78-generic os/linux arch/amd64",
        "http.response.status": 200,
        "http.response.written": 1 + ((object * 7919) % 4_000_000),
        id: n.toString(16).padStart(10, "0"),
        timestamp: new Date(Date.UTC(2017, 5, 20) + n * 300).toISOString(),
      },
      null,
      4,
    ),
  );
}
const bytes = new TextEncoder().encode(`[\n${text.join(",\n")}\n]`);
const source: TraceSource = {
  name: "made up",
  async *chunks() {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  },
};

async function read(): Promise<WorkloadBuilder> {
  const builder = new WorkloadBuilder();
  await readSources([source], builder);
  return builder;
}

/** Median seconds of several runs. */
async function median(work: () => unknown): Promise<number> {
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    await work();
    seconds.push((performance.now() - started) / 1000);
  }
  return seconds.sort((a, b) => a - b)[RUNS >> 1]!;
}

const parsed = await median(read);
const built = await median(async () => (await read()).build("bench"));
const { workload } = (await read()).build("bench");
console.log(`${cpus()[0]?.model}, Node ${process.version}, median of ${RUNS}`);
console.log(
  `read:  ${(RECORDS / parsed / 1e6).toFixed(2)} M records/s, ${(bytes.length / parsed / 1e6).toFixed(0)} MB/s; with sorting ${(RECORDS / built / 1e6).toFixed(2)} M records/s`,
);

const scenario = await parseScenario("ibm-2017", preset("ibm-2017"), ["objectStore.servers=64"]);
const noCache = await parsePolicy("none");
for (const fidelity of ["fast", "full"] as const) {
  const run = (policies: (typeof noCache)[], capacities: number[]): Promise<number> =>
    median(() => simulateWorkload(workload, scenario, { policies, capacities, fidelity, seed: 1 }));
  const reference = await run([noCache], [1e9]);
  for (const name of ["lru", "r-cache"]) {
    const four = await run([await parsePolicy(name)], [1e8, 1e9, 4e9, 1.2e10]);
    const cell = (four - reference) / 4;
    console.log(`${fidelity}: ${name} ${(RECORDS / cell / 1e6).toFixed(2)} M requests/s a cell`);
  }
}
