/** `pullsim inspect`: what is in a trace, beside what is published of it. */

import { Command } from "@commander-js/extra-typings";
import { TraceError, UsageError } from "../errors.ts";
import { checkedSlice } from "../input/checked-slice.ts";
import { openConverted } from "../input/load-converted.ts";
import { loadProfile, PROFILE_PREFIX } from "../input/load-profile.ts";
import { Progress } from "../input/progress.ts";
import { compare } from "../inspect/compare.ts";
import { inspectConverted, withoutManifests } from "../inspect/inspect-converted.ts";
import { inspectProfile } from "../inspect/inspect-profile.ts";
import { TraceInspector } from "../inspect/inspect-trace.ts";
import type { Inspection } from "../inspect/inspection.ts";
import { Inspector } from "../inspect/inspector.ts";
import { PROFILES } from "../profiles/catalog.ts";
import { toInspectionTable } from "../report/inspection-table.ts";
import { plural } from "../report/quantity-words.ts";
import { formatNamed } from "../trace/catalog.ts";
import { openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Profile } from "../workload/profile.ts";
import type { Slice } from "../workload/slice.ts";
import { wholeNumber } from "./option-values.ts";
import { DAYS_OPTION, FROM_OPTION, REQUESTS_OPTION, SCALE_OPTION } from "./slice-options.ts";
import { spareInputs } from "./spare-inputs.ts";
import { FORMAT_OPTION } from "./trace-options.ts";
import { checkOutput, writeOutput } from "./write-output.ts";

interface InspectOptions extends Slice {
  readonly format?: string | undefined;
  readonly profile?: string | undefined;
  readonly seed: number;
}

export const inspect = new Command("inspect")
  .description(
    "Counts what is in a trace: request mix, sizes, popularity, reuse, footprint growth, arrivals, " +
      "sessions, durations. For one of the seven IBM registries, recognised by its name, the published " +
      "figures stand beside it.",
  )
  .argument("<trace...>", "files, a folder (one registry), - for standard input; or profile:<name>")
  .addOption(FORMAT_OPTION)
  .option("--profile <name|file>", "whose published figures to compare with (default: by the name)")
  .option("--seed <n>", "seed of a profile's random numbers", wholeNumber, 1)
  .addOption(FROM_OPTION)
  .addOption(SCALE_OPTION)
  .addOption(DAYS_OPTION)
  .addOption(REQUESTS_OPTION)
  .option("--json", "print the inspection as JSON instead of tables", false)
  .option("--out <file>", "also write the inspection to a .json file")
  .addHelpText(
    "after",
    `
Examples:
  pullsim inspect dal09/                   a folder of one registry's files
  pullsim inspect profile:dal09 --days 3   a generated registry
  pullsim inspect access.log --json | jq .popularity
  pullsim inspect mine.json.gz --profile lon02   beside London's figures`,
  )
  .action(async (paths, options) => {
    if (options.out !== undefined) {
      if (!options.out.endsWith(".json")) {
        throw new UsageError("OUT", `--out ${options.out}: the name must end in .json`);
      }
      checkOutput("--out", options.out);
    }
    spareInputs(paths, [options.out]);
    const inspection = await inspectPaths(paths, options);
    const json = toInspectionJson(inspection);
    if (options.out !== undefined) await writeOutput("--out", options.out, json);
    process.stdout.write(options.json ? json : toInspectionTable(inspection));
  });

/**
 * Inspects what the paths name.
 * @throws {TraceError} `NO_REQUESTS` when there is no blob GET.
 */
export async function inspectPaths(
  paths: readonly string[],
  options: InspectOptions,
): Promise<Inspection> {
  const inspector = new Inspector();
  const of = paths.find((path) => path.startsWith(PROFILE_PREFIX));
  const { name, profile, converted } =
    of === undefined
      ? await feedTrace(inspector, paths, options)
      : feedProfile(inspector, of, paths, options);
  const { inspection: all, growth } = inspector.finish(name);
  const inspection = converted ? withoutManifests(all) : all;
  if (inspection.blobGets === 0) {
    const { records, skipped } = inspection;
    const reasons = Object.entries(skipped).map(([reason, n]) => `${n} ${reason}`);
    throw new TraceError(
      "NO_REQUESTS",
      `${paths[0]}: no blob GET answered 200 in ${plural(records, "record")} (skipped: ${reasons.join(", ") || "none"})`,
    );
  }
  const beside = options.profile === undefined ? profile : loadProfile(options.profile);
  if (beside) inspection.published = compare(inspection, growth, beside);
  return inspection;
}

/** The inspection as JSON text; a figure that there is not is null. */
function toInspectionJson(inspection: Inspection): string {
  const plain = (_key: string, value: unknown): unknown =>
    typeof value === "number" && !Number.isFinite(value) ? null : value;
  return `${JSON.stringify(inspection, plain, 2)}\n`;
}

type Fed = { name: string; profile: Profile | undefined; converted?: true };

function feedProfile(
  inspector: Inspector,
  path: string,
  paths: readonly string[],
  options: InspectOptions,
): Fed {
  if (paths.length > 1) throw new UsageError("PROFILE", `${path} stands alone: it is a registry`);
  const profile = loadProfile(path.slice(PROFILE_PREFIX.length));
  const progress = new Progress("generating: hour", "requests");
  inspectProfile(profile, options.seed, checkedSlice(options), inspector, (hour, hours) =>
    progress.update(hour, hours),
  );
  progress.stop();
  return { name: profile.name, profile };
}

async function feedTrace(
  inspector: Inspector,
  paths: readonly string[],
  options: InspectOptions,
): Promise<Fed> {
  const converted = await openConverted(paths, options.format);
  if (converted) {
    try {
      inspectConverted(converted.trace, inspector);
    } finally {
      converted.close();
    }
    const { name, census } = converted.trace;
    const { resized } = census;
    if (resized > 0) {
      console.error(
        `pullsim: warning: ${plural(resized, "object")} with more than one size: the greatest is counted`,
      );
    }
    console.error(
      "pullsim: warning: a converted trace does not tell which manifests were asked for: their popularity is left out",
    );
    return { name, profile: profileNamed(name), converted: true };
  }
  const progress = new Progress("reading", "bytes");
  let read = 0;
  const trace = openTrace(paths, (bytes) => {
    read += bytes;
    progress.update(read, trace.bytes);
  });
  const format = options.format === undefined ? undefined : formatNamed(options.format);
  await readTrace(trace.sources, new TraceInspector(inspector), {
    format,
    warn: (line) => {
      progress.clear();
      console.error(`pullsim: warning: ${line}`);
    },
  });
  progress.stop();
  return { name: trace.name, profile: profileNamed(trace.name) };
}

/** The profile whose name the trace's contains: the longest, for stage-dal09 contains dal09. */
function profileNamed(name: string): Profile | undefined {
  const names = Object.keys(PROFILES).filter((known) => name.includes(known));
  const [longest] = names.sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : loadProfile(longest);
}
