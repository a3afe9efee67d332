/**
 * How fast each stage is: medians over rounds in which everything that is compared takes its turn,
 * and ratios round by round. Compare ratios, and figures of one machine only: `npm run bench:compare`.
 *
 *     npm run bench -- [--only <stage>…] [--quick] [--rounds <n>] [--requests <n>] [--trace <file>] [--out <file>]
 */

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import writeFileAtomic from "write-file-atomic";
import { type BenchResult, digits, SCHEMA, thisMachine } from "./bench/result.ts";
import type { Effort } from "./bench/stage.ts";
import { STAGES } from "./bench/stages.ts";

const NORMAL: Effort = { rounds: 5, requests: 2_000_000 };
const QUICK: Effort = { rounds: 3, requests: 400_000 };

function usage(problem: string): never {
  const names = STAGES.map(({ name, about }) => `  ${name.padEnd(10)}${about}`).join("\n");
  console.error(
    `bench: ${problem}\nusage: npm run bench -- [--only <stage>…] [--quick] [--rounds <n>] [--requests <n>] [--trace <file>] [--out <file>]\n${names}`,
  );
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      options: {
        only: { type: "string", multiple: true, default: [] },
        quick: { type: "boolean", default: false },
        rounds: { type: "string" },
        requests: { type: "string" },
        trace: { type: "string" },
        out: { type: "string" },
      },
    }).values;
  } catch (error) {
    return usage((error as Error).message);
  }
}

/** A whole number of at least 1, or what stands for it where none is given. */
function whole(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d*$/.test(text)) usage(`--${option} takes a whole number, not "${text}"`);
  return Number(text);
}

const { only, quick, trace, out, ...given } = options();
const least = quick ? QUICK : NORMAL;
const effort: Effort = {
  rounds: whole("rounds", given.rounds, least.rounds),
  requests: whole("requests", given.requests, least.requests),
  trace,
};
const unknown = only.find((name) => !STAGES.some((stage) => stage.name === name));
if (unknown !== undefined) usage(`there is no stage "${unknown}"`);
const machine = thisMachine();
console.log(
  `${machine.processor}, ${machine.cores} cores, ${digits(machine.memoryBytes / 1e9)} GB, ${machine.platform}, Node ${machine.node}`,
);
const stages: BenchResult["stages"][number][] = [];
for (const { name, about, run } of STAGES) {
  if (only.length > 0 && !only.includes(name)) continue;
  console.log(`\n${name}: ${about}`);
  const figures = await run(effort);
  for (const { name, unit, median, least, greatest, rounds } of figures) {
    const spread = rounds > 1 ? `  ${digits(least)} to ${digits(greatest)}` : "";
    console.log(`  ${name.padEnd(44)}${digits(median).padStart(8)} ${unit.padEnd(5)}${spread}`);
  }
  stages.push({ stage: name, figures });
}
if (out !== undefined) {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { version: string };
  const command = `npm run bench -- ${process.argv.slice(2).join(" ")}`;
  const result: BenchResult = { schema: SCHEMA, version, command, machine, stages };
  await writeFileAtomic(out, `${JSON.stringify(result, null, 2)}\n`);
}
