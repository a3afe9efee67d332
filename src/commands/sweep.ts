/** `pullsim sweep`: traces × scenarios × policies × capacities × seeds, in parallel, resumable. */

import { availableParallelism } from "node:os";
import { Command, Option } from "@commander-js/extra-typings";
import { InterruptedError, PullsimError, UsageError } from "../errors.ts";
import { toJson } from "../report/json.ts";
import { toSweepTable } from "../report/sweep-table.ts";
import { FORMATS } from "../trace/catalog.ts";
import { formatBytes, parseBytes } from "../units.ts";
import { CellStore, type StoredCell } from "./cell-store.ts";
import { codeDigest } from "./code-digest.ts";
import { commandLine } from "./command-line.ts";
import { loadPolicy } from "./load-policy.ts";
import { loadScenario } from "./load-scenario.ts";
import { CAPACITIES, positive, wholeNumber } from "./option-values.ts";
import {
  checkedSlice,
  DAYS_OPTION,
  FROM_OPTION,
  REQUESTS_OPTION,
  SCALE_OPTION,
} from "./slice-options.ts";
import { collect } from "./sweep-collect.ts";
import { describePlan } from "./sweep-estimate.ts";
import { type Grid, plan } from "./sweep-grid.ts";
import { SweepProgress } from "./sweep-progress.ts";
import { type Failure, type RunOptions, runTasks } from "./sweep-run.ts";
import { planTasks, type Task } from "./sweep-tasks.ts";
import { traceInput } from "./trace-input.ts";
import { parseWarmUp } from "./warm-up.ts";
import { WorkerPool } from "./worker-pool.ts";
import { sweepWriter } from "./write-sweep.ts";

export const sweep = new Command("sweep")
  .summary("many traces, scenarios, policies, capacities and seeds, in parallel, resumable")
  .description(
    "Replays every trace under every scenario against every policy at every " +
      "capacity, on all processors. What is finished is kept: the same command goes on " +
      "where it was, and one with more policies runs only what is new.",
  )
  .argument("<trace...>", "each one registry: a file, a folder of its files, profile:<name>")
  .addOption(
    new Option("--format <name>", "trace format (default: told from the content)").choices(
      FORMATS.map(({ name }) => name),
    ),
  )
  .option("--policy <spec...>", "policies to compare; pullsim policies lists them", [
    "none",
    "lru",
    "r-cache",
  ])
  .option("--capacity <size...>", 'cache sizes: "500MB", "4GiB", "unlimited"', CAPACITIES)
  .option("--scenario <name|file...>", "latency models of the registry", ["ibm-2017"])
  .option("--set <key=value...>", "override entries of every scenario", [] as string[])
  .addOption(
    new Option("--fidelity <level>", "full: queues, shared links; fast: no contention")
      .choices(["full", "fast"] as const)
      .default("full" as const),
  )
  .addOption(
    new Option("--objects <kind>", "which objects are requests to the cache")
      .choices(["blobs", "manifests", "all"] as const)
      .default("blobs" as const),
  )
  .option("--seed <n>", "seed of all random numbers", wholeNumber, 1)
  .option("--replications <n>", "runs with other seeds, for a confidence interval", positive, 1)
  .option("--warm-up <share|time>", 'what is simulated and not measured: 0.1 or "1 day"', "0")
  .option("--limit <requests>", "replay only the first so many requests of each trace", positive)
  .addOption(FROM_OPTION)
  .addOption(SCALE_OPTION)
  .addOption(DAYS_OPTION)
  .addOption(REQUESTS_OPTION)
  .option("--results <folder>", "where finished cells are kept", "pullsim-results")
  .option("--workers <n>", "threads", positive, availableParallelism())
  .option("--dry-run", "say what there is to do and what it would take, and do nothing", false)
  .option("--json", "print the sweep's document instead of the table", false)
  .option(
    "--out <file...>",
    "also write the result: .json, .csv, a page to explore as .html, a figure as .svg or .png\n" +
      "(.dark.svg for a dark page)",
    [] as string[],
  )
  .option("--columns <n>", "panels beside each other in the figure (default: up to 4)", positive)
  .addHelpText(
    "after",
    `
Exit code: 0 fine, 1 a cell failed (the others are there), 2 wrong usage, 130 stopped by Ctrl-C.

Examples:
  pullsim sweep dal09/ lon02/ syd01/ --policy none lru r-cache gdsf
  pullsim sweep profile:dal09 profile:dev-mon01 --scale 0.1 --replications 3 --out figure.svg
  pullsim sweep traces/*.zst --replications 3 --out sweep.json sweep.csv
  pullsim sweep dal09/ --scenario ibm-2017 recorded --workers 2 --results /tmp/cells`,
  )
  .action(async (paths, options) => {
    const write = sweepWriter(options.out, options);
    const grid = await gridOf(paths, options);
    const store = new CellStore(options.results);
    const cells = plan(grid, codeDigest());
    // A policy without a capacity is one cell, which stands at every capacity.
    const distinct = [...new Map(cells.map((cell) => [cell.key, cell])).values()];
    const results = new Map<string, StoredCell>();
    for (const cell of distinct) {
      const kept = store.read(cell);
      if (kept) results.set(cell.key, kept);
    }
    const tasks = planTasks(distinct.filter(({ key }) => !results.has(key)));
    if (options.dryRun) {
      process.stdout.write(await describePlan(grid, distinct, tasks, options.workers));
      return;
    }
    const failures = await replay(grid, tasks, options.workers, async (cell, result) => {
      await store.write(cell, result);
      results.set(cell.key, result);
    });

    const document = collect(grid, cells, results, commandLine(process.argv.slice(2)));
    await write(document);
    process.stdout.write(options.json ? toJson(document) : toSweepTable(document));
    if (failures.length > 0) {
      for (const failure of failures) console.error(`pullsim: ${describe(failure, grid)}`);
      throw new PullsimError("CELLS", `${failures.length} of ${distinct.length} cells failed`);
    }
  });

/** @throws {PullsimError} for whatever of the command line does not fit, before the work begins. */
async function gridOf(paths: string[], options: ReturnType<typeof sweep.opts>): Promise<Grid> {
  if (paths.includes("-")) {
    throw new UsageError("STDIN", "a sweep may read its traces again later: give files, not -");
  }
  const policies = await Promise.all(unique(options.policy).map(loadPolicy));
  const capacities = unique(await Promise.all(options.capacity.map(parseBytes)));
  const scenarios = await Promise.all(
    unique(options.scenario).map((name) => loadScenario(name, options.set)),
  );
  const traces = [];
  for (const path of unique(paths)) traces.push(await traceInput(path, checkedSlice(options)));
  const seeds = Array.from({ length: options.replications }, (_, i) => options.seed + i);
  const warmUp = await parseWarmUp(options.warmUp);
  return { ...options, traces, scenarios, policies, capacities, seeds, warmUp };
}

/** @throws {InterruptedError} when the user stops it. */
async function replay(
  grid: Grid,
  tasks: readonly Task[],
  count: number,
  keep: RunOptions["keep"],
): Promise<Failure[]> {
  if (tasks.length === 0) return [];
  const workers = new WorkerPool(Math.min(count, tasks.length));
  const progress = new SweepProgress(grid, tasks);
  let signal: InterruptedError["signal"] | undefined;
  const stop = (received: NodeJS.Signals): void => {
    signal = received as InterruptedError["signal"];
    workers.stop();
  };
  // Not once: the library that writes files would take a signal without a listener for its own.
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const failures = await runTasks(grid, tasks, {
    workers,
    keep,
    listener: progress,
    done: progress.done,
    stopped: () => signal !== undefined,
  });
  process.off("SIGINT", stop).off("SIGTERM", stop);
  progress.stop();
  await workers.stop();
  if (signal) {
    const line = "stopped; what is finished is kept, and the same command goes on from there";
    throw new InterruptedError(signal, line);
  }
  return failures;
}

function describe({ cell, problem }: Failure, grid: Grid): string {
  const { name } = grid.traces[cell.trace]!;
  const scenario = grid.scenarios[cell.scenario]!.name;
  const policy = grid.policies[cell.policy]!.text;
  return `${name}, ${scenario}, ${policy}, ${formatBytes(cell.capacity)}, seed ${cell.seed}: ${problem}`;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
