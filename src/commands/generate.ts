/** `pullsim generate`: a registry profile's workload as a trace, in files. */

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { TraceError, UsageError } from "../errors.ts";
import { checkedSlice } from "../input/checked-slice.ts";
import { loadProfile, PROFILE_PREFIX } from "../input/load-profile.ts";
import { Progress } from "../input/progress.ts";
import type { Bytes } from "../units.ts";
import { formatBytes } from "../units.ts";
import type { Profile } from "../workload/profile.ts";
import { type Slice, spanOf } from "../workload/slice.ts";
import { FORMS, type TraceForm } from "../workload/trace-forms.ts";
import { writtenTrace } from "../workload/trace-writer.ts";
import { SEED_OPTION } from "./replay-options.ts";
import { DAYS_OPTION, FROM_OPTION, REQUESTS_OPTION, SCALE_OPTION } from "./slice-options.ts";
import { type TraceFile, traceFile } from "./write-trace.ts";

export const generate = new Command("generate")
  .description(
    "Writes the trace of a registry profile: what profile:<name> stands for, as files. A folder gets " +
      "the archive's own form, a file for every six hours, not in order of time; a file is JSON in that " +
      "form, one JSON object a line, CSV, or what Docker Distribution logs, by its suffix: .json " +
      ".ndjson .jsonl .csv .log, and .gz or .zst.",
  )
  .requiredOption("--profile <name|file>", "the registry; pullsim profiles lists them")
  .requiredOption("--out <file|folder>", "where to write; - for standard output, as NDJSON")
  .addOption(FROM_OPTION)
  .addOption(SCALE_OPTION)
  .addOption(DAYS_OPTION)
  .addOption(REQUESTS_OPTION)
  .addOption(SEED_OPTION)
  .addHelpText(
    "after",
    `
Examples:
  pullsim generate --profile syd01 --days 7 --out syd01/   28 files
  pullsim generate --profile lon02 --from 28 --days 7 --out fifth-week.csv.gz
  pullsim generate --profile dal09 --requests 100000 --out dal.ndjson.gz
  pullsim generate --profile lon02 --days 3 --out registry.log
  pullsim generate --profile mine.yaml --scale 0.1 --out - | head -1 | jq .`,
  )
  .action(async (options) => {
    const profile = loadProfile(
      options.profile.startsWith(PROFILE_PREFIX)
        ? options.profile.slice(PROFILE_PREFIX.length)
        : options.profile,
    );
    const { files, bytes } = await writeProfile(profile, options.seed, options, options.out);
    const what = files === 1 ? options.out : `${files} files in ${options.out}`;
    if (options.out !== "-") console.error(`pullsim: wrote ${what}, ${formatBytes(bytes)} of text`);
  });

/**
 * Writes a profile's trace, or a slice of it. Returns how many files it has and the bytes of text
 * before compression.
 * @throws {UsageError} `OUT` for a name whose form is not known or that cannot be written.
 * @throws {TraceError} `NO_REQUESTS` where the slice has no record.
 */
export async function writeProfile(
  profile: Profile,
  seed: number,
  slice: Slice,
  out: string,
): Promise<{ files: number; bytes: Bytes }> {
  const form = formOf(out);
  const span = spanOf(profile, seed, checkedSlice(slice));
  const progress = new Progress("writing", "bytes");
  let file: TraceFile | undefined;
  let name: string | undefined;
  let files = 0;
  let bytes = 0;
  try {
    const single = form === "folder" ? undefined : out;
    const text = writtenTrace(profile, seed, span, form === "folder" ? FORMS[0]! : form, single);
    for (const piece of text) {
      if (piece.file !== name) {
        await file?.close();
        name = piece.file;
        file = await traceFile(form === "folder" ? join(out, name) : out);
        files++;
      }
      bytes += await file!.write(piece.text);
      progress.update(bytes, 0);
    }
    await file?.close();
  } catch (error) {
    file?.abandon();
    throw error;
  } finally {
    progress.stop();
  }
  if (files === 0)
    throw new TraceError("NO_REQUESTS", `${profile.name}: no record in such a slice`);
  return { files, bytes };
}

function formOf(out: string): TraceForm | "folder" {
  if (out === "-") return FORMS.find(({ name }) => name === "ndjson")!;
  if (out.endsWith("/") || (existsSync(out) && statSync(out).isDirectory())) return "folder";
  const plain = out.replace(/\.(gz|zst)$/, "");
  const form = FORMS.find(({ suffixes }) => suffixes.some((suffix) => plain.endsWith(suffix)));
  if (!form) {
    const suffixes = FORMS.flatMap((of) => of.suffixes).join(", ");
    throw new UsageError(
      "OUT",
      `--out ${out}: the name must end in ${suffixes}, with or without .gz or .zst, or in / for a folder`,
    );
  }
  return form;
}
