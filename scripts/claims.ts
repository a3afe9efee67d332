/** The paper's claims beside results/figure.json, into results/claims.md: `npm run claims`. */

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Result {
  readonly seed: number;
  readonly fidelity: string;
  readonly scenario: { readonly name: string };
  readonly trace: {
    readonly name: string;
    readonly requests: number;
    readonly footprintBytes: number;
  };
  readonly cells: readonly {
    readonly policy: string;
    readonly capacityBytes: number;
    readonly latencySavingsRate: number;
  }[];
}
interface Sweep {
  readonly version: string;
  readonly command: string;
  readonly results: readonly [Result, ...Result[]];
}

/** What the R-cache paper says that it saves (its abstract). */
const PAPER_RANGE = [0.102, 0.368] as const;
const BOUND = "pfoo-u";
const GB = 1e9;
const folder = new URL("../../results/", import.meta.url);
const { results, version, command } = JSON.parse(
  readFileSync(new URL("figure.json", folder), "utf8"),
) as Sweep;

const capacities = [
  ...new Set(results.flatMap(({ cells }) => cells.map(({ capacityBytes }) => capacityBytes))),
].sort((a, b) => a - b);
const names = results.map(({ trace }) => trace.name);
const [first] = results;
const drawn = new Set(first.cells.map(({ policy }) => policy));
const policies = [...drawn].filter((policy) => !["none", "infinite", BOUND].includes(policy));

/** Savings of a policy, by trace and capacity. */
const ratesOf = (policy: string): number[][] =>
  results.map(({ cells }) =>
    capacities.map((capacity) => {
      const found = cells.find((cell) => cell.policy === policy && cell.capacityBytes === capacity);
      if (!found) throw new Error(`results/figure.json has no ${policy} at ${capacity}`);
      return found.latencySavingsRate;
    }),
  );
const at = (capacity: number): number => capacities.indexOf(capacity);
const percent = (ratio: number): string => (100 * ratio).toFixed(1);
const span = (values: readonly number[]): string =>
  `${percent(Math.min(...values))} to ${percent(Math.max(...values))}`;
/** `50 MB`, `7.56 TB`. */
const bytes = (count: number): string => {
  const [unit, name] = count < GB ? [1e6, "MB"] : count < 1000 * GB ? [GB, "GB"] : [1e12, "TB"];
  return `${Number((count / unit).toPrecision(3))} ${name}`;
};
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const verdict = (holds: boolean): string => (holds ? "yes" : "no");
const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), row(...head.map((_, i) => (i === 0 ? "---" : "--:"))), ...rows].join("\n");
const steps = (rates: readonly number[]): number[] =>
  rates.slice(1).map((rate, i) => rate - rates[i]!);
const won = (rates: readonly number[], from: number, to: number): number =>
  rates[at(to)]! - rates[at(from)]!;

function claims(policy: string): string {
  const curves = ratesOf(policy);
  const all = curves.flat();
  const within = all.filter((rate) => rate >= PAPER_RANGE[0] && rate <= PAPER_RANGE[1]).length;
  const smallest = curves.map((rates) => rates[0]!);
  const falls = curves.flatMap(steps).filter((step) => step < 0);
  const rising = curves.filter((rates) => steps(rates).every((step) => step >= 0)).length;
  const last = curves.map((rates) => won(rates, 2 * GB, 12 * GB));
  const flat = last.filter((points) => points < 0.01).length;
  const dev = curves[names.findIndex((name) => name.startsWith("dev"))]!;
  return table(
    ["claim", "here", "holds"],
    [
      row(
        `saves ${PAPER_RANGE.map(percent).join(" to ")} %`,
        `${span(all)} %; ${within} of ${all.length} cells are within`,
        verdict(within === all.length),
      ),
      row(
        "on average 10 % even at the smallest capacity",
        `${percent(mean(smallest))} % at ${bytes(capacities[0]!)}, from ${span(smallest)}`,
        verdict(mean(smallest) >= 0.1),
      ),
      row(
        "more capacity, more savings",
        `in ${rising} of ${curves.length} registries; else it falls by up to ${percent(-Math.min(0, ...falls))} points`,
        verdict(rising === curves.length),
      ),
      row(
        "most traces approach a limit",
        `from 2 to 12 GB ${span(last)} points are won, less than one in ${flat} registries`,
        verdict(flat > curves.length / 2),
      ),
      row(
        "DEV rises with capacity",
        `${percent(won(dev, 50e6, 2 * GB))} points up to 2 GB and ${percent(won(dev, 2 * GB, 12 * GB))} beyond`,
        verdict(steps(dev).every((step) => step > 0)),
      ),
    ],
  );
}

function curve(policy: string): string {
  const head = ["savings, %", ...capacities.map(bytes)];
  return table(
    head,
    ratesOf(policy).map((rates, i) => row(names[i]!, ...rates.map(percent))),
  );
}

/** In how many registries the one saves more than the other, by capacity. */
function ahead(one: string, other: string): string {
  const [a, b] = [ratesOf(one), ratesOf(other)];
  const counts = capacities.map((_, c) => a.filter((rates, t) => rates[c]! > b[t]![c]!).length);
  return row(`${one} before ${other}`, ...counts);
}

/** How much of the bound is reached, by the best policy and by R-cache. */
function reach(): string {
  const bounds = ratesOf(BOUND);
  const all = policies.map(ratesOf);
  const head = ["bound, %; best, r-cache in % of it", ...capacities.map(bytes)];
  const rows = bounds.map((rates, t) => {
    const cells = rates.map((bound, c) => {
      const best = Math.max(...all.map((curves) => curves[t]![c]!));
      const own = all[policies.indexOf("r-cache")]![t]![c]!;
      return `${percent(bound)}; ${Math.round((100 * best) / bound)}, ${Math.round((100 * own) / bound)}`;
    });
    return row(names[t]!, ...cells);
  });
  const beyond = all
    .flat()
    .flatMap((rates, i) => rates.filter((rate, c) => rate > bounds[i % bounds.length]![c]!));
  const cells = policies.length * names.length * capacities.length;
  return `${table(head, rows)}\n\nBeyond the bound: ${beyond.length} of ${cells} cells.`;
}

function amounts(): string {
  const infinite = ratesOf("infinite");
  const rows = results.map(({ trace }, t) =>
    row(
      trace.name,
      trace.requests.toLocaleString("en-US"),
      bytes(trace.footprintBytes),
      ((100 * 12 * GB) / trace.footprintBytes).toFixed(2),
      percent(infinite[t]![0]!),
    ),
  );
  const head = ["trace", "requests", "distinct layers", "12 GB of them, %", "all kept saves, %"];
  return table(head, rows);
}

const blocks = [
  `# The paper's claims beside figure.json\n\nWritten by \`npm run claims\`. Scenario ${first.scenario.name}, fidelity ${first.fidelity}, seed ${first.seed}, pullsim ${version}:\n\n\`${command}\``,
  ...(drawn.has(BOUND) ? [`## How far from what any policy could do\n\n${reach()}`] : []),
  `## Who is ahead, in how many registries\n\n${table(
    ["", ...capacities.map(bytes)],
    [
      ahead("r-cache", "lru"),
      ahead("gdsf", "lru"),
      ahead("gdsf", "r-cache"),
      ahead("s3-fifo", "lru"),
    ],
  )}`,
  `## What there is to keep\n\n${amounts()}`,
  ...policies.map((policy) => `## ${policy}\n\n${claims(policy)}\n\n${curve(policy)}`),
];
const file = new URL("claims.md", folder);
writeFileSync(file, `${blocks.join("\n\n")}\n`);
console.log(`wrote ${fileURLToPath(file)}`);
