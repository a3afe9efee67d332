/** Result documents from files: what `run` and `sweep` write. */

import { readFileSync } from "node:fs";
import { BaselineError } from "../errors.ts";
import type { ResultDocument } from "../report/document.ts";
import { fromJson } from "../report/json.ts";

/**
 * The result documents in a file: one, of `run`, or those of a sweep.
 * @throws {BaselineError} `RESULTS` for a file that cannot be read or holds something else.
 */
export function readResults(file: string): readonly ResultDocument[] {
  let found: Partial<ResultDocument> & { results?: readonly ResultDocument[] };
  try {
    found = fromJson(readFileSync(file, "utf8")) as typeof found;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const what = code === "ENOENT" ? "no such file" : message;
    throw new BaselineError("RESULTS", `${file}: ${what}`, { cause: error });
  }
  const documents = found?.results ?? [found as ResultDocument];
  const whole = documents.every(
    (one) => one?.schema === 1 && one.trace && Array.isArray(one.cells),
  );
  if (!whole) {
    throw new BaselineError(
      "RESULTS",
      `${file}: not a result: found no "cells" of schema 1; expected what pullsim run or sweep writes with --out`,
    );
  }
  return documents;
}
