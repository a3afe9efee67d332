/** `pullsim advise`: a registry's log in, what a cache would save and how large it should be out. */

import { Command } from "@commander-js/extra-typings";
import { type Advice, advise as adviceOf } from "../advice/advice.ts";
import { capacitiesUpTo } from "../advice/capacities.ts";
import { CEILING } from "../advice/recommend.ts";
import { UsageError } from "../errors.ts";
import { loadLog } from "../input/load-log.ts";
import { loadPolicy } from "../input/load-policy.ts";
import type { LoadOptions } from "../input/load-workload.ts";
import { adviceDocument } from "../report/advice-document.ts";
import { adviceText } from "../report/advice-text.ts";
import { toJson } from "../report/json.ts";
import type { SweepDocument } from "../report/sweep-document.ts";
import { sweepWorkload } from "../sweep/sweep-workload.ts";
import { parseBytes } from "../units.ts";
import { adviceScenarios } from "./advice-scenarios.ts";
import { commandLine } from "./command-line.ts";
import { positive } from "./option-values.ts";
import { SEED_OPTION, THREADS_OPTION } from "./replay-options.ts";
import { DAYS_OPTION, FROM_OPTION, REQUESTS_OPTION, SCALE_OPTION } from "./slice-options.ts";
import { spareInputs } from "./spare-inputs.ts";
import { FORMAT_OPTION, OBJECTS_OPTION } from "./trace-options.ts";
import { checkOutput, writeOutput } from "./write-output.ts";

/** Simple ones first: among equals the first is recommended. */
const POLICIES = ["lru", "s3-fifo", "gdsf", "r-cache"];

export const advise = new Command("advise")
  .description(
    "Reads what a registry logs, fits latencies to the durations in it, replays it against a few " +
      "policies at capacities up to all that was asked for, and says in words what memory is worth " +
      "buying, how sure that is, and what in the log speaks against it.",
  )
  .argument(
    "<log...>",
    "the log of one registry: files, a folder, or - for standard input; .gz and .zst too",
  )
  .addOption(FORMAT_OPTION)
  .option("--policy <spec...>", "policies to choose from; pullsim policies lists them", POLICIES)
  .option("--capacity <size...>", "cache sizes to choose from (default: up to the footprint)")
  .option("--scenario <name|file>", "latency model of the registry (default: fitted to the log)")
  .addOption(OBJECTS_OPTION)
  .addOption(SEED_OPTION)
  .option("--limit <requests>", "take only the first so many requests", positive)
  .addOption(FROM_OPTION)
  .addOption(SCALE_OPTION)
  .addOption(DAYS_OPTION)
  .addOption(REQUESTS_OPTION)
  .addOption(THREADS_OPTION)
  .option("--json", "print the advice and its numbers as JSON instead of text", false)
  .option("--html <file>", "also write it as a page to explore, which needs no network")
  .addHelpText(
    "after",
    `
Examples:
  docker logs registry 2>&1 | pullsim advise -   of a container
  pullsim advise registry.log --html advice.html   the same as a page
  pullsim advise logs/ --policy lru ./mine.mjs     a policy of your own
  pullsim advise registry.log --scenario s3-today  a cloud's latencies
  pullsim advise profile:lon02 --days 7 --json | jq .recommended`,
  )
  .action(async (paths, options) => {
    const { html } = options;
    if (html !== undefined) {
      if (!/\.html?$/.test(html)) {
        throw new UsageError("OUT", `--html ${html}: the name must end in .html`);
      }
      checkOutput("--html", html);
    }
    spareInputs(paths, [html]);
    const { advice, document } = await adviseOn(paths, options);
    if (html !== undefined) {
      const { advicePage } = await import("../report/advice-page.ts");
      const { pageScripts } = await import("./page-scripts.ts");
      await writeOutput("--html", html, advicePage(advice, document, pageScripts()));
    }
    process.stdout.write(
      options.json
        ? toJson(adviceDocument(advice, document))
        : adviceText(advice, document.results[0]!.cells),
    );
  });

interface AdviseOptions extends LoadOptions {
  readonly policy?: readonly string[];
  readonly capacity?: readonly string[] | undefined;
  readonly scenario?: string | undefined;
  readonly seed: number;
  readonly workers: number;
}

/** Advice on a log, and the sweep that it rests on. @throws {PullsimError} as what it is made of. */
export async function adviseOn(
  paths: string[],
  options: AdviseOptions,
): Promise<{ advice: Advice; document: SweepDocument }> {
  const { policy = POLICIES, capacity = [], objects } = options;
  const policies = await Promise.all([...new Set([...policy, CEILING])].map(loadPolicy));
  const asked = await Promise.all(capacity.map(parseBytes));
  const { workload, summary, facts } = await loadLog(paths, options);
  const { scenarios, latencies } = await adviceScenarios(workload, facts, options);
  const capacities = asked.length > 0 ? [...new Set(asked)] : capacitiesUpTo(facts.footprintBytes);
  const document = await sweepWorkload(
    { workload, summary },
    { ...options, scenarios, policies, capacities },
    commandLine(process.argv.slice(2)),
  );
  const [main, clientBound] = document.results;
  const advice = adviceOf({
    ...{ facts, latencies, objects },
    cells: main!.cells,
    clientBoundCells: clientBound?.cells ?? [],
  });
  return { advice, document };
}
