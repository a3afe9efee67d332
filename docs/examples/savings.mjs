// What would a cache save? A trace in, savings out.
import { readTrace, simulate } from "pullsim";

// A folder of log files, or, as here, a registry that is generated: an hour of Sydney.
const trace = await readTrace("profile:syd01", { days: 1 / 24 });
const { cells } = await simulate(trace, {
  policies: ["lru", "r-cache", "second-hit+gdsf"],
  capacities: ["100 MB", "1 GB"],
}).result;

for (const { policy, capacityBytes, latencySavingsRate } of cells) {
  const savings = `${(100 * latencySavingsRate).toFixed(1)} %`;
  console.log(`${policy.padEnd(16)} ${capacityBytes / 1e6} MB: ${savings}`);
}

//> lru              100 MB: 20.6 %
//> lru              1000 MB: 79.1 %
//> r-cache          100 MB: 26.2 %
//> r-cache          1000 MB: 79.1 %
//> second-hit+gdsf  100 MB: 22.0 %
//> second-hit+gdsf  1000 MB: 66.9 %
