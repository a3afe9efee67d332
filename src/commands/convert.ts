/** `pullsim convert`: reads a trace once and for all. */

import { extname } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import { UsageError } from "../errors.ts";
import { convertTrace } from "../input/convert-trace.ts";
import { FORMATS } from "../trace/catalog.ts";
import { formatBytes } from "../units.ts";
import { WORKERS_OPTION } from "./option-values.ts";
import { spareInputs } from "./spare-inputs.ts";

export const convert = new Command("convert")
  .description(
    "Reads a trace and writes its requests, in order of arrival, as an Apache Arrow IPC file. run, " +
      "sweep and inspect read that like any trace, in a fraction of the time. It is the format of " +
      "pandas.read_feather, polars.read_ipc and R's arrow: a row a request, with its arrival and " +
      "duration in seconds, its object, size, client, repository and host.",
  )
  .argument(
    "<trace...>",
    "files, a folder (one registry), or - for standard input; .gz and .zst too",
  )
  .requiredOption("--out <file>", "where to write: a name that ends in .arrow")
  .addOption(
    new Option("--format <name>", "trace format (default: told from the content)").choices(
      FORMATS.map(({ name }) => name),
    ),
  )
  .addOption(
    new Option("--objects <kind>", "which objects are requests to the cache")
      .choices(["blobs", "manifests", "all"] as const)
      .default("blobs" as const),
  )
  .addOption(WORKERS_OPTION)
  .addHelpText(
    "after",
    `
Examples:
  pullsim convert dal09/ --out dal09.arrow && pullsim run dal09.arrow
  zcat *.gz | pullsim convert - --out all.arrow`,
  )
  .action(async (paths, options) => {
    if (extname(options.out) !== ".arrow") {
      throw new UsageError("OUT", `--out ${options.out}: the name must end in .arrow`);
    }
    spareInputs(paths, [options.out]);
    const { requests, objects, bytes } = await convertTrace(paths, options, options.out);
    const what = `${requests} requests for ${objects} objects`;
    console.error(`pullsim: wrote ${options.out}: ${what}, ${formatBytes(bytes)}`);
  });
