/** Writes what a sweep found to the files that --out names, each whole or not at all. */

import { extname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { UsageError } from "../errors.ts";
import { toCsv } from "../report/csv.ts";
import { toJson } from "../report/json.ts";
import type { SweepDocument } from "../report/sweep-document.ts";

type Form = (document: SweepDocument) => string | Uint8Array | Promise<string | Uint8Array>;

const FORMS: Readonly<Record<string, Form>> = {
  ".json": toJson,
  ".csv": ({ results }) => toCsv(...results),
};

/**
 * Checks the files' names, before the work begins, and gives the function that writes them.
 * @throws {UsageError} `OUT` for a name whose end says nothing, and, later, for a file that cannot
 * be written.
 */
export function sweepWriter(files: readonly string[]): (document: SweepDocument) => Promise<void> {
  const forms = files.map((file) => {
    const form = FORMS[extname(file)];
    if (!form) {
      const known = Object.keys(FORMS).join(", ");
      throw new UsageError("OUT", `--out ${file}: the name must end in one of ${known}`);
    }
    return { file, form };
  });
  return async (document) => {
    for (const { file, form } of forms) {
      const content = await form(document);
      try {
        await writeFileAtomic(file, content as string);
      } catch (error) {
        throw new UsageError("OUT", `--out ${file}: ${(error as Error).message}`, { cause: error });
      }
    }
  };
}
