/** `pullsim sweep`: traces × scenarios × policies × capacities × seeds, in parallel, resumable. */

import { Command, Option } from "@commander-js/extra-typings";
import { whyUnbounded } from "../bounds.ts";
import { PullsimError, UsageError } from "../errors.ts";
import { memoryOf } from "../input/memory.ts";
import { toJson } from "../report/json.ts";
import { plural } from "../report/quantity-words.ts";
import type { SweepDocument } from "../report/sweep-document.ts";
import { toSweepTable } from "../report/sweep-table.ts";
import { checkSample } from "../sampled-replay.ts";
import { ranges } from "../sweep/cell-numbers.ts";
import { CellStore, type StoredCell } from "../sweep/cell-store.ts";
import { codeDigest } from "../sweep/code-digest.ts";
import { collect } from "../sweep/collect.ts";
import { describePlan } from "../sweep/describe-plan.ts";
import { describeCell, distinct, type Grid, type PlannedCell, plan } from "../sweep/grid.ts";
import { type GridOptions, gridOf } from "../sweep/grid-of.ts";
import type { RunOptions } from "../sweep/run-tasks.ts";
import { plannedCells, readPlan, writePlan } from "../sweep/saved-plan.ts";
import { sweepOnQueue } from "../sweep/sweep-on-queue.ts";
import { sweepOnThreads } from "../sweep/sweep-on-threads.ts";
import { planTasks } from "../sweep/tasks.ts";
import { CACHE_FOLDER, openCache } from "../sweep/trace-cache.ts";
import { commandLine } from "./command-line.ts";
import { MEMORY_OPTION } from "./memory-option.ts";
import { positive } from "./option-values.ts";
import { QUEUE_OPTION, REDIS_OPTION } from "./queue-options.ts";
import {
  CAPACITY_OPTION,
  FIDELITY_OPTION,
  REPLICATIONS_OPTION,
  SEED_OPTION,
  THREADS_OPTION,
} from "./replay-options.ts";
import {
  DAYS_OPTION,
  FROM_OPTION,
  REQUESTS_OPTION,
  SAMPLE_OPTION,
  SCALE_OPTION,
} from "./slice-options.ts";
import { spareInputs } from "./spare-inputs.ts";
import { FORMAT_OPTION, OBJECTS_OPTION } from "./trace-options.ts";
import { warnOfMisfits } from "./warn-of-misfits.ts";
import { sweepWriter } from "./write-sweep.ts";

export const sweep = new Command("sweep")
  .description(
    "Replays every trace under every scenario against every policy at every " +
      "capacity, on all processors. What is finished is kept: the same command goes on " +
      "where it was, and one with more policies runs only what is new.",
  )
  .argument("[trace...]", "each one registry: a file, a folder of its files, profile:<name>")
  .addOption(FORMAT_OPTION)
  .option("--policy <spec...>", "policies to compare; pullsim policies lists them", [
    "none",
    "lru",
    "r-cache",
  ])
  .option(
    "--bounds",
    "also what no policy can do better than, by PFOO-U, where no miss waits for another",
    false,
  )
  .addOption(CAPACITY_OPTION)
  .option("--scenario <name|file...>", "latency models of the registry", ["ibm-2017"])
  .option("--set <key=value...>", "override entries of every scenario", [] as string[])
  .addOption(FIDELITY_OPTION)
  .addOption(OBJECTS_OPTION)
  .addOption(SEED_OPTION)
  .addOption(REPLICATIONS_OPTION)
  .option("--warm-up <share|time>", 'what is simulated and not measured: 0.1 or "1 day"', "0")
  .option("--limit <requests>", "replay only the first so many requests of each trace", positive)
  .addOption(SAMPLE_OPTION)
  .addOption(FROM_OPTION)
  .addOption(SCALE_OPTION)
  .addOption(DAYS_OPTION)
  .addOption(REQUESTS_OPTION)
  .option("--results <folder>", "where finished cells are kept", "pullsim-results")
  .addOption(THREADS_OPTION)
  .addOption(MEMORY_OPTION)
  .addOption(
    new Option("--cache <folder>", "where large raw traces are kept once they are read").default(
      CACHE_FOLDER,
      "~/.cache/pullsim",
    ),
  )
  .option("--no-cache", "read raw traces anew, and keep nothing of them")
  .option("--cache-size <size>", "what was not used for longest goes beyond that", "20GB")
  .option("--dry-run", "say what there is to do and what it would take, and do nothing", false)
  .addOption(
    new Option(
      "--plan",
      "number the cells and keep the plan with the results, for pullsim cell",
    ).conflicts(["dryRun", "collect"]),
  )
  .addOption(
    new Option(
      "--collect",
      "put together what pullsim cell has finished; the plan says which cells",
    ).conflicts("dryRun"),
  )
  .addOption(
    new Option("--engine <name>", "who does the work: threads of this machine, or a queue")
      .choices(["threads", "bullmq"] as const)
      .default("threads" as const),
  )
  .addOption(REDIS_OPTION)
  .addOption(QUEUE_OPTION)
  .option("--json", "print the sweep's document instead of the table", false)
  .option(
    "--out <file...>",
    "also write the result: .json, .csv, a figure as .svg or .png (.dark.svg for a dark page), a\n" +
      "page as .html",
    [] as string[],
  )
  .option("--html <file>", "also write a page to explore the result in: one file, no network")
  .option("--columns <n>", "panels beside each other in the figure (default: up to 4)", positive)
  .addHelpText(
    "after",
    `
Exit code: 0 fine, 1 a cell failed (the others are there), 2 wrong usage, 130
stopped by Ctrl-C.

Examples:
  pullsim sweep dal09/ lon02/ syd01/ --policy none lru r-cache gdsf
  pullsim sweep profile:dal09 --bounds --out figure.svg --html page.html
  pullsim sweep traces/*.zst --replications 3 --out sweep.json sweep.csv
  pullsim sweep dal09/ --scenario ibm-2017 recorded --results /tmp/cells

On many machines that share the results folder, a cell each (docs/deploy/):
  pullsim sweep dal09/ lon02/ --results cells --plan
  pullsim cell 17 --results cells
  pullsim sweep --collect --results cells --out figure.svg`,
  )
  .action(async (paths, options) => {
    checkSample(options);
    const write = sweepWriter(options);
    spareInputs(paths, [...options.out, options.html]);
    const store = new CellStore(options.results);
    if (options.collect) {
      refuseGrid(paths);
      const saved = readPlan(options.results);
      const { grid, cells, all } = await plannedCells(saved);
      const results = kept(store, cells);
      await tell(collect(grid, all, results, saved.command));
      const missing = cells.flatMap(({ key }, n) => (results.has(key) ? [] : [n]));
      if (missing.length > 0) {
        throw new PullsimError(
          "CELLS",
          `${missing.length} of ${plural(cells.length, "cell")} missing: pullsim cell ${ranges(missing)} --results ${options.results}`,
        );
      }
      return;
    }
    if (paths.length === 0) throw new UsageError("TRACE", "a sweep needs a trace, or --collect");
    if (!options.dryRun) store.checkWritable();
    const memory = await memoryOf(options.memory);
    const cache = await openCache({ ...options, memory });
    const grid = await gridOf(paths, options, undefined, cache);
    warnOfUnbounded(grid);
    const all = plan(grid, codeDigest());
    const cells = distinct(all);
    const line = commandLine(process.argv.slice(2));
    if (options.plan) {
      await writePlan(options.results, grid, gridOptions(options), line);
      process.stdout.write(cells.map((cell, n) => `${n}\t${describeCell(grid, cell)}\n`).join(""));
      return;
    }
    const results = kept(store, cells);
    const toDo = cells.filter(({ key }) => !results.has(key));
    // Under `fast` the reference run of a further task takes as long as several others.
    const tasks = planTasks(toDo, options.fidelity === "full" ? options.workers : 1);
    if (options.dryRun) {
      process.stdout.write(await describePlan(grid, cells, tasks, options.workers, memory));
      return;
    }
    const keep: RunOptions["keep"] = async (cell, result) => {
      await store.write(cell, result);
      results.set(cell.key, result);
    };
    const asked = sweep.getOptionValueSource("workers") === "cli";
    const threads = { workers: options.workers, asked };
    const failures =
      options.engine === "bullmq"
        ? await sweepOnQueue(grid, tasks, gridOptions(options), options, keep)
        : await sweepOnThreads(grid, tasks, { ...threads, memory }, keep, cache);
    await tell(collect(grid, all, results, line));
    if (failures.length > 0) {
      for (const { cell, problem } of failures) {
        console.error(`pullsim: ${describeCell(grid, cell)}: ${problem}`);
      }
      throw new PullsimError(
        "CELLS",
        `${failures.length} of ${plural(cells.length, "cell")} failed`,
      );
    }

    async function tell(document: SweepDocument): Promise<void> {
      warnOfMisfits(document.results);
      await write(document);
      process.stdout.write(options.json ? toJson(document) : toSweepTable(document));
    }
  });

/** What the results folder holds of these cells, by key. */
function kept(store: CellStore, cells: readonly PlannedCell[]): Map<string, StoredCell> {
  return new Map(
    cells.flatMap((cell) => {
      const found = store.read(cell);
      return found ? [[cell.key, found] as const] : [];
    }),
  );
}

/** Of all options, those that say which cells there are: whatever does not say something else. */
function gridOptions(options: ReturnType<typeof sweep.opts>): GridOptions {
  const { results, workers, memory, cache, cacheSize, dryRun, plan, collect, ...rest } = options;
  const { engine, redis, queue, ...shown } = rest;
  const { json, out, html, columns, ...axes } = shown;
  return axes;
}

function warnOfUnbounded({ bounds, scenarios, fidelity }: Grid): void {
  if (!bounds) return;
  for (const scenario of scenarios) {
    const reason = whyUnbounded(scenario, { fidelity });
    if (reason) {
      console.error(`pullsim: warning: no bounds: ${reason}; --fidelity fast has them`);
    }
  }
}

/** @throws {UsageError} `COLLECT` for arguments that the plan has answered already. */
function refuseGrid(paths: readonly string[]): void {
  const given = sweep.options.find(
    (one) =>
      !COLLECTING.has(one.long!) &&
      sweep.getOptionValueSource(one.attributeName() as "seed") === "cli",
  );
  const what = paths[0] ?? given?.long;
  if (what) throw new UsageError("COLLECT", `${what}: --collect takes the grid from the plan`);
}

/** Options that mean something when a sweep is put together. */
const COLLECTING = new Set(["--collect", "--results", "--json", "--out", "--html", "--columns"]);
