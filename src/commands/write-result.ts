/** Writes a result document to a file, whole or not at all. */

import { extname } from "node:path";
import { UsageError } from "../errors.ts";
import { toCsv } from "../report/csv.ts";
import type { ResultDocument } from "../report/document.ts";
import { toJson } from "../report/json.ts";
import { checkOutput, writeOutput } from "./write-output.ts";

/**
 * Checks the file, before the work begins, and gives the function that writes the result.
 * @throws {UsageError} `OUT` for a name that ends in neither .json nor .csv, and for a file that
 * cannot be written.
 */
export function resultWriter(file: string): (document: ResultDocument) => Promise<void> {
  const form = { ".json": toJson, ".csv": toCsv }[extname(file)];
  if (!form) throw new UsageError("OUT", `--out ${file}: the name must end in .json or .csv`);
  checkOutput("--out", file);
  return (document) => writeOutput("--out", file, form(document));
}
