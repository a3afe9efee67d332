// A registry of one's own: a preset with other latencies, given in units.
import { parseScenario, preset, readTrace, simulate } from "pullsim";

const slowStore = await parseScenario("slow-store", preset("s3-today"), [
  "objectStore.latency=0.4 s",
  "objectStore.clientRate=20 MB/s",
]);
const trace = await readTrace("profile:syd01", { requests: 1000 });
for (const scenario of ["s3-today", slowStore]) {
  const { cells } = await simulate(trace, { scenario, policies: ["lru"], capacities: ["2 GB"] })
    .result;
  const [{ meanLatencySeconds }] = cells;
  console.log(`${scenario.name ?? scenario}: ${meanLatencySeconds.toFixed(2)} s on average`);
}

//> s3-today: 0.17 s on average
//> slow-store: 0.43 s on average
