/** Writes a file that an option names, whole or not at all. */

import writeFileAtomic from "write-file-atomic";
import { UsageError } from "../errors.ts";

/** @throws {UsageError} `OUT`, by the option's name, for a file that cannot be written. */
export async function writeOutput(
  option: string,
  file: string,
  content: string | Uint8Array,
): Promise<void> {
  try {
    await writeFileAtomic(file, content as string);
  } catch (error) {
    throw new UsageError("OUT", `${option} ${file}: ${(error as Error).message}`, { cause: error });
  }
}
