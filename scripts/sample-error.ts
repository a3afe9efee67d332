/**
 * How far off estimates from samples are, against exact replays of generated registries, and how often
 * the whole lies within the error that they state. Writes results/sample-error.csv.
 *
 *     npm run sample-error
 */

import { stringify } from "csv-stringify/sync";
import {
  type Cell,
  generateWorkload,
  parsePolicy,
  parseProfile,
  parseScenario,
  preset,
  profiles,
  simulateWorkload,
} from "pullsim";
import writeFileAtomic from "write-file-atomic";

const REGISTRIES = [
  { profile: "lon02", days: 5, sample: 0.1 },
  { profile: "dal09", days: 5, sample: 0.1 },
  { profile: "dal09", days: 10, sample: 0.02 },
];
const SEEDS = 12;
const CAPACITIES = [2e9, 12e9, 5e10, 2e11];

const scenario = await parseScenario("ibm-2017", preset("ibm-2017"));
const policies = await Promise.all(["lru", "gdsf"].map((name) => parsePolicy(name)));
const rows: object[] = [];
for (const { profile, days, sample } of REGISTRIES) {
  const { workload } = generateWorkload(parseProfile(profile, profiles[profile]!), {
    seed: 1,
    objects: "blobs",
    days,
  });
  const options = { policies, capacities: CAPACITIES, fidelity: "fast" } as const;
  const exact = simulateWorkload(workload, scenario, { ...options, seed: 1 });
  const estimates = Array.from({ length: SEEDS }, (_, i) =>
    simulateWorkload(workload, scenario, { ...options, seed: i + 1, sample }),
  );
  for (const [i, cell] of exact.entries()) {
    const estimated = estimates.map((cells) => cells[i]!);
    rows.push({
      profile,
      days,
      requests: workload.requests.count,
      objects: workload.sizes.length,
      sample,
      policy: cell.policy,
      capacityBytes: cell.capacityBytes,
      misfitRequests: digits(estimated[0]!.misfitRequests!),
      misfitBytes: digits(estimated[0]!.misfitBytes!),
      ...errors("hit", cell, estimated, "hitRatio", (one) => one.hitRatioHalfWidth!),
      ...errors("savings", cell, estimated, "latencySavingsRate", (one) => one.savingsHalfWidth),
    });
  }
}
const csv = stringify(rows, { header: true });
await writeFileAtomic("results/sample-error.csv", csv);
process.stdout.write(csv);

/** In ratios: the exact one, mean and root mean square of the errors, mean half-width, and coverage. */
function errors(
  name: string,
  exact: Cell,
  estimated: readonly Cell[],
  of: "hitRatio" | "latencySavingsRate",
  halfWidth: (cell: Cell) => number,
) {
  const off = estimated.map((cell) => cell[of] - exact[of]);
  const within = estimated.filter((cell, i) => Math.abs(off[i]!) <= halfWidth(cell)).length;
  return {
    [name]: digits(exact[of]),
    [`${name}MeanError`]: digits(mean(off)),
    [`${name}RootMeanSquareError`]: digits(Math.sqrt(mean(off.map((error) => error ** 2)))),
    [`${name}HalfWidth`]: digits(mean(estimated.map(halfWidth))),
    [`${name}Coverage`]: digits(within / estimated.length),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function digits(value: number): number {
  return Number(value.toFixed(4));
}
