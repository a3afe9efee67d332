/** `pullsim convert`: reads a trace once and for all. */

import { extname } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { UsageError } from "../errors.ts";
import { convertTrace } from "../input/convert-trace.ts";
import { memoryOf } from "../input/memory.ts";
import { plural } from "../report/quantity-words.ts";
import { formatBytes } from "../units.ts";
import { MEMORY_OPTION } from "./memory-option.ts";
import { SEED_OPTION } from "./replay-options.ts";
import { DAYS_OPTION, FROM_OPTION, REQUESTS_OPTION, SCALE_OPTION } from "./slice-options.ts";
import { spareInputs } from "./spare-inputs.ts";
import { FORMAT_OPTION, OBJECTS_OPTION, WORKERS_OPTION } from "./trace-options.ts";
import { cannotWrite, checkOutput } from "./write-output.ts";

export const convert = new Command("convert")
  .description(
    "Reads a trace and writes its requests, in order of arrival, as an Apache Arrow IPC file. run, " +
      "sweep and inspect read that like any trace, in a fraction of the time. It is the format of " +
      "pandas.read_feather, polars.read_ipc and R's arrow: a row a request, with its arrival and " +
      "duration in seconds, its object, size, client, repository and host.",
  )
  .argument(
    "<trace...>",
    "files, a folder (one registry), or - for standard input; .gz and .zst too; or profile:<name>, " +
      "the trace that pullsim generate would write",
  )
  .requiredOption("--out <file>", "where to write: a name that ends in .arrow")
  .addOption(FORMAT_OPTION)
  .addOption(OBJECTS_OPTION)
  .addOption(WORKERS_OPTION)
  .addOption(MEMORY_OPTION)
  .addOption(SEED_OPTION)
  .addOption(FROM_OPTION)
  .addOption(SCALE_OPTION)
  .addOption(DAYS_OPTION)
  .addOption(REQUESTS_OPTION)
  .addHelpText(
    "after",
    `
Examples:
  pullsim convert dal09/ --out dal09.arrow && pullsim run dal09.arrow
  zcat *.gz | pullsim convert - --out all.arrow
  pullsim convert archive/ --memory 2GB --out archive.arrow   more than fits
  pullsim convert profile:dal09 --days 7 --out week.arrow`,
  )
  .action(async (paths, options) => {
    if (extname(options.out) !== ".arrow") {
      throw new UsageError("OUT", `--out ${options.out}: the name must end in .arrow`);
    }
    spareInputs(paths, [options.out]);
    checkOutput("--out", options.out);
    const memory = await memoryOf(options.memory);
    const { requests, objects, bytes } = await convertTrace(
      paths,
      { ...options, memory },
      options.out,
    ).catch((error: NodeJS.ErrnoException): never => {
      throw error.syscall ? cannotWrite("--out", options.out, error) : error;
    });
    const what = `${plural(requests, "request")} for ${plural(objects, "object")}`;
    console.error(`pullsim: wrote ${options.out}: ${what}, ${formatBytes(bytes)}`);
  });
