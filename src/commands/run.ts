/** `pullsim run`: replays a trace and prints what each policy saves at each capacity. */

import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import writeFileAtomic from "write-file-atomic";
import { ScenarioError, TraceError, UsageError } from "../errors.ts";
import { parsePolicy } from "../policy/catalog.ts";
import { PRESETS } from "../presets/catalog.ts";
import { toCsv } from "../report/csv.ts";
import { finite, type ResultDocument, SCHEMA, toJson } from "../report/document.ts";
import { toTable } from "../report/table.ts";
import { footprint, type Workload } from "../request.ts";
import { parseScenario, preset, type Scenario } from "../scenario.ts";
import { type Fidelity, simulate } from "../simulate.ts";
import { FORMATS, formatNamed } from "../trace/catalog.ts";
import { openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import { parseBytes } from "../units.ts";
import { VERSION } from "../version.ts";
import type { Objects } from "../workload/select.ts";
import { type Census, WorkloadBuilder } from "../workload/workload-builder.ts";
import { Progress } from "./progress.ts";

const CAPACITIES = ["50MB", "100MB", "200MB", "500MB", "1GB", "2GB", "4GB", "8GB", "12GB"];

export const run = new Command("run")
  .summary("replay a trace: latency saved, by policy and capacity")
  .description(
    "Replays the pulls of a registry's trace through load balancer, registry and object store, and\n" +
      "prints how much latency a cache in the registry's memory saves, by policy and capacity.",
  )
  .argument(
    "<trace...>",
    "files, a folder (one registry), or - for standard input; .gz and .zst too",
  )
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
  .option(
    "--scenario <name|file>",
    "latency model of the registry; pullsim scenarios lists them",
    "ibm-2017",
  )
  .option(
    "--set <key=value...>",
    'override entries of the scenario: registry.link="1 GB/s"',
    [] as string[],
  )
  .addOption(
    new Option(
      "--fidelity <level>",
      "full: queues, shared links, fills take time; fast: no contention",
    )
      .choices(["full", "fast"] as const)
      .default("full" as const),
  )
  .addOption(
    new Option("--objects <kind>", "which objects are requests to the cache")
      .choices(["blobs", "manifests", "all"] as const)
      .default("blobs" as const),
  )
  .option("--seed <n>", "seed of all random numbers", wholeNumber, 1)
  .option(
    "--warm-up <fraction>",
    "share of the requests that is simulated and not measured",
    fraction,
    0,
  )
  .option("--limit <requests>", "replay only the first so many requests", positive)
  .option("--json", "print the result document instead of the table", false)
  .option("--out <file>", "also write the result to a file, .json or .csv")
  .addHelpText(
    "after",
    `
Examples:
  pullsim run dal09/                                  a folder of one registry's files
  pullsim run day1.json.gz --policy none lru fifo --capacity 1GB 4GB
  pullsim run dal09/ --scenario recorded --json | jq .cells
  zcat *.gz | pullsim run - --policy lru r-cache:max-object=10MB
  pullsim run dal09/ --set objectStore.servers=16 --out dal09.csv`,
  )
  .action(async (paths, options) => {
    const write = options.out === undefined ? undefined : writerFor(options.out);
    const policies = await Promise.all(options.policy.map(parsePolicy));
    const capacities = await Promise.all(options.capacity.map(parseBytes));
    const scenario = await loadScenario(options.scenario, options.set);
    const { workload, census } = await load(paths, options);
    const progress = new Progress("replaying", "requests");
    const cells = simulate(workload, scenario, {
      policies,
      capacities,
      fidelity: options.fidelity,
      seed: options.seed,
      warmUp: options.warmUp,
      progress: (done, total) => progress.update(done, total),
    });
    progress.stop();
    const document = toDocument(workload, census, scenario, options, cells);
    if (write) await write(document);
    process.stdout.write(options.json ? toJson(document) : toTable(document));
  });

async function load(
  paths: string[],
  options: { format?: string | undefined; objects: Objects; limit?: number | undefined },
): Promise<{ workload: Workload; census: Census }> {
  const progress = new Progress("reading", "bytes");
  let read = 0;
  const trace = openTrace(paths, (bytes) => {
    read += bytes;
    progress.update(read, trace.bytes);
  });
  const warn = (line: string): void => {
    progress.clear();
    console.error(`pullsim: warning: ${line}`);
  };
  const builder = new WorkloadBuilder(options.objects);
  const format = options.format === undefined ? undefined : formatNamed(options.format);
  await readTrace(trace.sources, builder, { format, warn });
  progress.stop();
  const { workload, census } = builder.build(trace.name, options.limit);
  if (workload.requests.count === 0) {
    const reasons = Object.entries(census.skipped).map(([reason, n]) => `${n} ${reason}`);
    const last = trace.sources.at(-1)!.name;
    throw new TraceError(
      "NO_REQUESTS",
      `${last}: no request in ${census.records} records up to byte ${read} (skipped: ${reasons.join(", ") || "none"}); expected GETs of ${options.objects === "all" ? "blobs or manifests" : options.objects} answered 200`,
    );
  }
  if (census.resized > 0) {
    warn(`${census.resized} objects are recorded with more than one size; the greatest is used`);
  }
  return { workload, census };
}

async function loadScenario(name: string, overrides: readonly string[]): Promise<Scenario> {
  if (Object.hasOwn(PRESETS, name) || !/[./\\]/.test(name)) {
    return parseScenario(name, preset(name), overrides);
  }
  let text: string;
  try {
    text = readFileSync(name, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "no such file" : (error as Error).message;
    throw new ScenarioError("SCENARIO", `scenario ${name}: ${found}`, { cause: error });
  }
  return parseScenario(name, text, overrides);
}

function toDocument(
  { name, requests, sizes }: Workload,
  { records, skipped }: Census,
  scenario: Scenario,
  { seed, fidelity }: { seed: number; fidelity: Fidelity },
  cells: ReturnType<typeof simulate>,
): ResultDocument {
  const footprintBytes = footprint({ name, requests, sizes });
  return {
    schema: SCHEMA,
    version: VERSION,
    seed,
    fidelity,
    trace: {
      name,
      records,
      requests: requests.count,
      objects: sizes.length,
      footprintBytes,
      skipped: skipped as Record<string, number>,
    },
    scenario,
    cells: cells.map((cell) => ({
      policy: cell.policy,
      capacityBytes: finite(cell.capacityBytes),
      requests: cell.requests,
      hits: cell.hits,
      delayedHits: cell.delayedHits,
      hitRatio: finite(cell.hitRatio),
      byteHitRatio: finite(cell.byteHitRatio),
      bytes: cell.bytes,
      hitBytes: cell.hitBytes,
      meanLatencySeconds: finite(cell.meanLatencySeconds),
      p50LatencySeconds: finite(cell.p50LatencySeconds),
      p95LatencySeconds: finite(cell.p95LatencySeconds),
      p99LatencySeconds: finite(cell.p99LatencySeconds),
      latencySavingsRate: finite(cell.latencySavingsRate),
      meanRequestSavings: finite(cell.meanRequestSavings),
      savingsHalfWidth: null,
      storeRequests: cell.storeRequests,
      storeBytes: cell.storeBytes,
      admissions: cell.admissions,
      rejections: cell.rejections,
      evictions: cell.evictions,
    })),
  };
}

/** Checks the file's name before the work begins, and writes it whole or not at all. */
function writerFor(file: string): (document: ResultDocument) => Promise<void> {
  const form = { ".json": toJson, ".csv": toCsv }[extname(file)];
  if (!form) throw new UsageError("OUT", `--out ${file}: the name must end in .json or .csv`);
  return async (document) => {
    try {
      await writeFileAtomic(file, form(document));
    } catch (error) {
      throw new UsageError("OUT", `--out ${file}: ${(error as Error).message}`, { cause: error });
    }
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function positive(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError("It must be above zero.");
  return value;
}

function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value < 1)) {
    throw new InvalidArgumentError("It must be at least 0 and below 1.");
  }
  return value;
}
