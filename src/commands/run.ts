/** `pullsim run`: replays a trace and prints what each policy saves at each capacity. */

import { Command, Option } from "@commander-js/extra-typings";
import { boundCells } from "../bounds.ts";
import { loadPolicy } from "../input/load-policy.ts";
import { loadScenario } from "../input/load-scenario.ts";
import { loadRequests } from "../input/load-workload.ts";
import { memoryOf } from "../input/memory.ts";
import { Progress } from "../input/progress.ts";
import { parseWarmUp } from "../input/warm-up.ts";
import { worthOfParts } from "../metrics/ablation.ts";
import { ablations, IDEAS } from "../policy/ablation.ts";
import { prefetches } from "../policy/catalog.ts";
import { toAblationTable } from "../report/ablation-table.ts";
import { type ResultDocument, SCHEMA, summaryOf } from "../report/document.ts";
import { toJson } from "../report/json.ts";
import { toPrefetchTable } from "../report/prefetch-table.ts";
import { toTable } from "../report/table.ts";
import { checkSample } from "../sampled-replay.ts";
import { type SimulateOptions, simulate } from "../simulate.ts";
import { parseBytes } from "../units.ts";
import { VERSION } from "../version.ts";
import { MEMORY_OPTION } from "./memory-option.ts";
import { positive } from "./option-values.ts";
import {
  CAPACITY_OPTION,
  FIDELITY_OPTION,
  REPLICATIONS_OPTION,
  SEED_OPTION,
} from "./replay-options.ts";
import {
  DAYS_OPTION,
  FROM_OPTION,
  REQUESTS_OPTION,
  SAMPLE_OPTION,
  SCALE_OPTION,
} from "./slice-options.ts";
import { spareInputs } from "./spare-inputs.ts";
import { FORMAT_OPTION, OBJECTS_OPTION, WORKERS_OPTION } from "./trace-options.ts";
import { warnOfMisfits } from "./warn-of-misfits.ts";
import { resultWriter } from "./write-result.ts";

export const run = new Command("run")
  .description(
    "Replays the pulls of a registry's trace through load balancer, registry and object store, and " +
      "prints how much latency a cache in the registry's memory saves, by policy and capacity.",
  )
  .argument(
    "<trace...>",
    "files, a folder (one registry), or - for standard input; .gz and .zst too; or " +
      "profile:<name>, a generated workload; pullsim profiles lists them",
  )
  .addOption(FORMAT_OPTION)
  .option(
    "--policy <spec...>",
    "policies to compare; pullsim policies lists them; or a file of your own",
    ["none", "lru", "r-cache"],
  )
  .addOption(
    new Option(
      "--ablate <policy>",
      "instead of --policy: r-cache with its ideas on and off in all combinations",
    ).conflicts("policy"),
  )
  .option(
    "--bounds",
    "also what no policy can do better than, by PFOO-U, where no miss waits for another",
    false,
  )
  .addOption(CAPACITY_OPTION)
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
  .addOption(FIDELITY_OPTION)
  .addOption(OBJECTS_OPTION)
  .addOption(
    new Option(
      "--replay <mode>",
      "open: requests come as recorded; closed: as those that they waited for are served",
    )
      .choices(["open", "closed"] as const)
      .default("open" as const),
  )
  .addOption(SEED_OPTION)
  .addOption(REPLICATIONS_OPTION)
  .option(
    "--warm-up <share|time>",
    'simulated and not measured: a share of the requests, 0.1, or a time, "1 day"',
    "0",
  )
  .option("--limit <requests>", "replay only the first so many requests", positive)
  .addOption(WORKERS_OPTION)
  .addOption(MEMORY_OPTION)
  .addOption(FROM_OPTION)
  .addOption(SAMPLE_OPTION)
  .addOption(SCALE_OPTION)
  .addOption(DAYS_OPTION)
  .addOption(REQUESTS_OPTION)
  .option("--json", "print the result document instead of the table", false)
  .option("--out <file>", "also write the result to a file, .json or .csv")
  .addHelpText(
    "after",
    `
Examples:
  pullsim run dal09/                   a folder of one registry's files
  pullsim run day1.json.gz --policy none lru fifo --capacity 1GB 4GB
  pullsim run profile:lon02 --days 7   a generated week of London
  pullsim run dal09/ --scenario recorded --json | jq .cells
  zcat *.gz | pullsim run - --policy lru r-cache:max-object=10MB
  pullsim run dal09/ --set objectStore.servers=16 --out dal09.csv
  pullsim run dal09/ --fidelity fast --sample 0.05   a first look at millions
  pullsim run dal09/ --ablate r-cache --scenario paper-testbed --capacity 4GB`,
  )
  .action(async (paths, options) => {
    checkSample(options);
    const write = options.out === undefined ? undefined : resultWriter(options.out);
    spareInputs(paths, [options.out]);
    const { ablate } = options;
    const combinations = ablate === undefined ? [] : ablations(ablate);
    const specs = ablate === undefined ? options.policy : ["none", ...combinations];
    const policies = await Promise.all([...new Set(specs)].map(loadPolicy));
    const capacities = [...new Set(await Promise.all(options.capacity.map(parseBytes)))];
    const scenario = await loadScenario(options.scenario, options.set);
    const warmUp = await parseWarmUp(options.warmUp);
    const memory = await memoryOf(options.memory);
    const { workload, census } = await loadRequests(paths, {
      ...options,
      memory,
      manifests: policies.some(prefetches),
    });
    const progress = new Progress("replaying", "requests");
    const setting: SimulateOptions = {
      policies,
      capacities,
      fidelity: options.fidelity,
      seed: options.seed,
      replay: options.replay,
      replications: options.replications,
      sample: options.sample,
      ...warmUp,
      progress: (done, total) => progress.update(done, total),
    };
    const cells = simulate(workload, scenario, setting);
    if (options.bounds) cells.push(...boundCells(workload, scenario, setting));
    progress.stop();
    if (ablate !== undefined && scenario.objectStore.memory.capacity === 0) {
      console.error(
        `pullsim: warning: in scenario ${scenario.name} the object store has no memory, so that dedup does nothing`,
      );
    }
    const ablation = worthOfParts(IDEAS, combinations, cells);
    const document: ResultDocument = {
      schema: SCHEMA,
      version: VERSION,
      seed: options.seed,
      fidelity: options.fidelity,
      ...(options.sample !== undefined && { sample: options.sample }),
      replay: options.replay,
      replications: options.replications,
      ...warmUp,
      trace: summaryOf(workload, census),
      scenario,
      cells,
      ...(ablate !== undefined && { ablation }),
    };
    warnOfMisfits([document]);
    if (write) await write(document);
    process.stdout.write(
      options.json ? toJson(document) : toTable(document) + toPrefetchTable(cells),
    );
    if (ablate !== undefined && !options.json) {
      process.stdout.write(toAblationTable(ablate, ablation));
    }
  });
