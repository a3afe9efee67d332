/** Writes a file that an option names, whole or not at all. */

import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { reasonOf, UsageError } from "../errors.ts";

/**
 * Checks, before the work begins, that a file can be written, as far as that can be known.
 * @throws {UsageError} `OUT`, by the option's name, where it cannot.
 */
export function checkOutput(option: string, file: string): void {
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw new Error("it is a folder");
    // It is replaced as a whole, so the folder has to allow that.
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw cannotWrite(option, file, error);
  }
}

/** @throws {UsageError} `OUT`, by the option's name, for a file that cannot be written. */
export async function writeOutput(
  option: string,
  file: string,
  content: string | Uint8Array,
): Promise<void> {
  try {
    await writeFileAtomic(file, content as string);
  } catch (error) {
    throw cannotWrite(option, file, error);
  }
}

/** What went wrong, by the name that was asked for, whatever file it happened to. */
export function cannotWrite(option: string, file: string, error: unknown): UsageError {
  return new UsageError("OUT", `${option} ${file}: ${reasonOf(error)}`, { cause: error });
}
