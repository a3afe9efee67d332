/** `pullsim check`: re-runs what the baseline holds, and fails when a number moved. */

import { Command } from "@commander-js/extra-typings";
import { PullsimError, UsageError } from "../errors.ts";
import { POLICIES } from "../policy/catalog.ts";
import { changesOf, type MovedCell, type Place } from "../report/changes.ts";
import { toChangesTable, toLine } from "../report/changes-table.ts";
import { toAnnotation } from "../report/github.ts";
import { plural } from "../report/quantity-words.ts";
import { parseBytes } from "../units.ts";
import {
  type BaselineOrder,
  type BaselineRun,
  fromBaseline,
  measure,
  ordersOf,
  readBaseline,
  writeBaseline,
} from "./baseline.ts";
import { commandLine } from "./command-line.ts";
import { wholeNumber } from "./option-values.ts";
import { spareInputs } from "./spare-inputs.ts";
import { checkOutput, writeOutput } from "./write-output.ts";

const BASELINE = "results/baseline.json";
const SHOWN = 40;

export const check = new Command("check")
  .description(
    "Re-runs every trace, policy and capacity that a baseline holds, at both " +
      "fidelities. Counts must be the same, seconds and ratios to 1e-9 of themselves; " +
      "else the exit code is 1, and the cells that moved are listed. --accept makes the " +
      "baseline, or takes the new numbers.",
  )
  .argument("[baseline]", "the file that holds it", BASELINE)
  .option("--junit <file>", "write the outcome as JUnit XML too")
  .option(
    "--github",
    "annotate the baseline in GitHub's form too (default: where GITHUB_ACTIONS is true)",
    process.env.GITHUB_ACTIONS === "true",
  )
  .option("--accept", "write the baseline instead of comparing with it", false)
  .option("--trace <path...>", "with --accept: traces to hold, in place of those that it holds")
  .option("--policy <spec...>", "with --trace: policies (default: all)")
  .option("--capacity <size...>", "with --trace: cache sizes", ["100MB", "1GB"])
  .option("--scenario <name|file>", "with --trace: latency model", "ibm-2017")
  .option("--seed <n>", "with --trace: seed", wholeNumber, 1)
  .addHelpText(
    "after",
    `
Examples:
  pullsim check              results/baseline.json
  pullsim check mine.json --accept --trace day1.json.gz --policy none lru
  pullsim check mine.json --junit report.xml`,
  )
  .action(async (file, options) => {
    if (options.trace && !options.accept) {
      throw new UsageError("ACCEPT", "--trace says what a new baseline holds: give --accept too");
    }
    spareInputs([file], [options.junit]);
    if (options.junit !== undefined) checkOutput("--junit", options.junit);
    if (options.accept) {
      checkOutput("baseline", file);
      spareInputs(options.trace ?? [], [file]);
      const orders = options.trace
        ? await newOrders(file, { ...options, trace: options.trace })
        : ordersOf(readBaseline(file));
      const runs = await measure(file, orders);
      await writeBaseline(file, runs, commandLine(process.argv.slice(2)));
      console.log(`${file}: ${plural(count(runs), "cell")} accepted`);
      return;
    }
    const baseline = readBaseline(file);
    const runs = await measure(file, ordersOf(baseline));
    const moved = compare(baseline.runs, runs);
    const retuned = changedParameters(baseline.runs, runs);
    if (options.junit !== undefined) {
      const { toJunit } = await import("../report/junit.ts");
      const text = toJunit(placesOf(baseline.runs), moved, retuned);
      await writeOutput("--junit", options.junit, text);
    }
    if (moved.length === 0 && retuned.length === 0) {
      console.log(`${file}: all ${count(baseline.runs)} cells are what they were`);
      return;
    }
    for (const line of retuned) console.log(line);
    if (moved.length > 0) process.stdout.write(toChangesTable(moved.slice(0, SHOWN)));
    if (moved.length > SHOWN) console.log(`and ${moved.length - SHOWN} more`);
    if (options.github) {
      for (const line of [...retuned, ...moved.map(toLine)]) console.log(toAnnotation(file, line));
    }
    const what = [
      retuned.length > 0 ? [plural(retuned.length, "parameter")] : [],
      moved.length > 0 ? [`${moved.length} of ${plural(count(baseline.runs), "cell")}`] : [],
    ].flat();
    throw new PullsimError(
      "MOVED",
      `${what.join(" and ")} moved away from ${file}; if they are meant to, accept them with --accept and say why in the changelog`,
    );
  });

async function newOrders(
  file: string,
  options: {
    trace: string[];
    policy?: string[];
    capacity: string[];
    scenario: string;
    seed: number;
  },
): Promise<BaselineOrder[]> {
  const policies = [...new Set(options.policy ?? POLICIES.map(({ name }) => name))];
  const capacities = [...new Set(await Promise.all(options.capacity.map(parseBytes)))];
  const { scenario, seed } = options;
  return options.trace.flatMap((path) =>
    (["fast", "full"] as const).map((fidelity) => {
      const trace = fromBaseline(file, path);
      return { trace, scenario, fidelity, seed, objects: "blobs", policies, capacities };
    }),
  );
}

function compare(before: readonly BaselineRun[], after: readonly BaselineRun[]): MovedCell[] {
  return before.flatMap((run, i) =>
    run.cells.flatMap((was) => {
      const is = after[i]!.cells.find(
        ({ policy, capacityBytes }) => policy === was.policy && capacityBytes === was.capacityBytes,
      );
      const changes = is ? changesOf(was, is) : [];
      return is && changes.length === 0 ? [] : [{ place: placeOf(run, was), was, is, changes }];
    }),
  );
}

/** Lines such as `r-cache: half-life was 21600, is 18000`, each once. */
function changedParameters(
  before: readonly BaselineRun[],
  after: readonly BaselineRun[],
): string[] {
  const lines = before.flatMap((run, i) =>
    Object.entries(run.parameters).flatMap(([policy, was]) => {
      const is = after[i]!.parameters[policy] ?? {};
      return [...new Set([...Object.keys(was), ...Object.keys(is)])]
        .filter((key) => was[key] !== is[key])
        .map((key) => `${policy}: ${key} was ${was[key] ?? "not there"}, is ${is[key] ?? "gone"}`);
    }),
  );
  return [...new Set(lines)];
}

function placesOf(runs: readonly BaselineRun[]): Place[] {
  return runs.flatMap((run) => run.cells.map((cell) => placeOf(run, cell)));
}

function placeOf(run: BaselineRun, cell: BaselineRun["cells"][number]): Place {
  const { scenario, fidelity } = run;
  const trace = run.trace.replace(/^.*\//, "").replace(/\..*$/, "");
  return { trace, scenario, fidelity, policy: cell.policy, capacityBytes: cell.capacityBytes };
}

function count(runs: readonly BaselineRun[]): number {
  return runs.reduce((sum, { cells }) => sum + cells.length, 0);
}
