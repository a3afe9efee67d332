/** The paper's claims beside results/figure.json, as Markdown: `npm run claims`. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Cell {
  readonly policy: string;
  readonly capacityBytes: number;
  readonly latencySavingsRate: number;
}
interface Result {
  readonly trace: { readonly name: string };
  readonly cells: readonly Cell[];
}

const file = fileURLToPath(new URL("../../results/figure.json", import.meta.url));
const { results } = JSON.parse(readFileSync(file, "utf8")) as { results: readonly Result[] };
const percent = (ratio: number): string => (100 * ratio).toFixed(1);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

for (const policy of ["r-cache", "lru", "gdsf"]) {
  const curves = results.map(({ trace, cells }) => ({
    name: trace.name,
    rates: cells
      .filter((cell) => cell.policy === policy)
      .sort((a, b) => a.capacityBytes - b.capacityBytes),
  }));
  const all = curves.flatMap(({ rates }) => rates.map((cell) => cell.latencySavingsRate));
  const smallest = curves.map(({ rates }) => rates[0]!.latencySavingsRate);
  const within = all.filter((rate) => rate >= 0.102 && rate <= 0.368).length;
  console.log(`\n## ${policy}\n`);
  console.log(
    `- least and greatest: ${percent(Math.min(...all))} % and ${percent(Math.max(...all))} %`,
  );
  console.log(`- within the paper's 10.2 to 36.8 %: ${within} of ${all.length} cells`);
  console.log(`- mean over the traces at the smallest capacity: ${percent(mean(smallest))} %\n`);
  console.log(
    "| trace | 50 MB | 500 MB | 2 GB | 12 GB | points won from 50 MB to 2 GB | from 2 to 12 GB | never falls |",
  );
  console.log("| --- | --: | --: | --: | --: | --: | --: | --- |");
  for (const { name, rates } of curves) {
    const at = (bytes: number): number =>
      rates.find((cell) => cell.capacityBytes === bytes)!.latencySavingsRate;
    const [small, middle, large, most] = [at(50e6), at(500e6), at(2e9), at(12e9)];
    const rising = rates.every(
      (cell, i) => i === 0 || cell.latencySavingsRate >= rates[i - 1]!.latencySavingsRate,
    );
    const columns = [small, middle, large, most, large - small, most - large].map(percent);
    console.log(`| ${[name, ...columns, rising ? "yes" : "no"].join(" | ")} |`);
  }
}
