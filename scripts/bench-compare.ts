/**
 * Two results of `npm run bench --out`, figure by figure: the second ÷ the first, and a mark where each
 * lies outside the spread of the other.
 *
 *     npm run bench:compare -- before.json after.json
 */

import { digits, readResult } from "./bench/result.ts";
import type { Figure } from "./bench/stage.ts";

const [before, after, ...rest] = process.argv.slice(2);
if (before === undefined || after === undefined || rest.length > 0) {
  console.error("usage: npm run bench:compare -- <before.json> <after.json>");
  process.exit(2);
}

/** What is to be said of a change: nothing, as long as the rounds of the two overlap. */
function mark(a: Figure, b: Figure): string {
  if (b.least <= a.greatest && b.greatest >= a.least) return "";
  return b.median > a.median === (a.better === "more") ? "better" : "WORSE";
}

try {
  const [a, b] = [readResult(before), readResult(after)];
  const same = JSON.stringify(a.machine) === JSON.stringify(b.machine);
  if (!same) console.log("not the same machine: only the ratios (×) can be compared\n");
  console.log(`${"".padEnd(52)}${"before".padStart(9)}${"after".padStart(9)}     ratio`);
  for (const { stage, figures } of a.stages) {
    for (const figure of figures) {
      const others = b.stages.find((one) => one.stage === stage)?.figures;
      const other = others?.find(({ name }) => name === figure.name);
      if (!other) continue;
      const name = `${stage}: ${figure.name}`.padEnd(52);
      const values = [figure, other].map(({ median }) => digits(median).padStart(9)).join("");
      const ratio = (other.median / figure.median).toFixed(2).padStart(6);
      console.log(
        `${name}${values} ${figure.unit.padEnd(4)}${ratio} ${mark(figure, other)}`.trimEnd(),
      );
    }
  }
} catch (error) {
  console.error(`bench:compare: ${(error as Error).message}`);
  process.exit(1);
}
