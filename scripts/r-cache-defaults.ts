/**
 * The experiment behind the defaults of r-cache: every reading of *small* with every reading of *hot*,
 * on the seven profiles and, where a folder of records is given, on those. Writes
 * results/r-cache-defaults.csv: a measure and a policy a line, its value on each trace as a mean over the
 * capacities, and the mean over the traces, best first.
 *
 *     node dist/scripts/r-cache-defaults.js [folder of records]
 */

import { writeFileSync } from "node:fs";
import {
  generateWorkload,
  openTrace,
  parsePolicy,
  parseProfile,
  parseScenario,
  preset,
  profileText,
  readSources,
  simulateWorkload,
  type Workload,
  WorkloadBuilder,
} from "pullsim";

const PROFILES = "dal09 lon02 fra02 syd01 stage-dal09 prestage-mon01 dev-mon01".split(" ");
/** The first requests of each profile. */
const REQUESTS = 60_000;
const CAPACITIES = [100e6, 500e6, 2e9, 8e9];
const SMALL = [
  "small=none",
  ...["1MB", "10MB", "50MB", "100MiB", "250MB", "500MB"].map((size) => `max-object=${size}`),
  ...["0.05", "0.1", "0.25", "0.5"].map((share) => `max-share=${share}`),
];
const HOT = [
  "hot=none",
  ...["1 hour", "6 hours", "1 day", "7 days"].map((time) => `half-life=${time}`),
  "hot=count,count=2,window=1 hour",
  "hot=count,count=2,window=1 day",
  "hot=count,count=3,window=1 day",
];
const IMAGES = ["hot=none", "half-life=6 hours", "half-life=7 days"].map(
  (hot) => `small=none,${hot},granularity=image`,
);
/** Runs side by side: few enough for their memory. */
const AT_ONCE = 8;

const readings = [...SMALL.flatMap((small) => HOT.map((hot) => `${small},${hot}`)), ...IMAGES];
const policies = await Promise.all(readings.map((reading) => parsePolicy(`r-cache:${reading}`)));
const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));

async function* workloads(): AsyncGenerator<Workload> {
  const [folder] = process.argv.slice(2);
  if (folder !== undefined) {
    const builder = new WorkloadBuilder();
    await readSources(openTrace([folder]).sources, builder);
    yield { ...builder.build("records").workload, name: "records" };
  }
  for (const name of PROFILES) {
    const profile = parseProfile(name, profileText(name));
    yield generateWorkload(profile, { seed: 1, objects: "blobs", requests: REQUESTS }).workload;
  }
}

const MEASURES = ["latencySavingsRate", "meanRequestSavings", "hitRatio"] as const;
const columns: string[] = [];
/** By measure, then by policy: the mean over the capacities, by trace. */
const found = MEASURES.map(() => new Map<string, number[]>(policies.map(({ text }) => [text, []])));
for await (const workload of workloads()) {
  columns.push(workload.name);
  for (let at = 0; at < policies.length; at += AT_ONCE) {
    const some = policies.slice(at, at + AT_ONCE);
    const options = { policies: some, capacities: CAPACITIES, fidelity: "full", seed: 1 } as const;
    const cells = simulateWorkload(workload, scenario, options);
    for (const { text } of some) {
      const own = cells.filter(({ policy }) => policy === text);
      for (const [i, measure] of MEASURES.entries()) {
        found[i]!.get(text)!.push(mean(own.map((cell) => cell[measure])));
      }
    }
  }
  console.error(`${workload.name}: ${workload.requests.count} requests`);
}

const lines = MEASURES.flatMap((measure, i) =>
  [...found[i]!]
    .map(([policy, values]) => ({ policy, values: [mean(values), ...values] }))
    .sort((a, b) => b.values[0]! - a.values[0]!)
    .map(({ policy, values }) =>
      [measure, `"${policy}"`, ...values.map((value) => value.toFixed(4))].join(),
    ),
);
writeFileSync(
  "results/r-cache-defaults.csv",
  `${[["measure", "policy", "mean", ...columns].join(), ...lines].join("\n")}\n`,
);

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
