/** Nothing that a command reads may be lost to what it writes. */

import { realpathSync } from "node:fs";
import { sep } from "node:path";
import { UsageError } from "../errors.ts";

/**
 * Checks, before the work begins, that no output would replace an input or a file in an input folder.
 * @throws {UsageError} `OUT` for the first that would.
 */
export function spareInputs(
  inputs: readonly string[],
  outputs: readonly (string | undefined)[],
): void {
  const read = inputs.map(real).filter((path) => path !== undefined);
  for (const output of outputs) {
    const path = output === undefined ? undefined : real(output);
    if (path !== undefined && read.some((from) => path === from || path.startsWith(from + sep))) {
      throw new UsageError("OUT", `${output} is what is to be read: write to another file`);
    }
  }
}

/** Where a path leads, or undefined where nothing is: as for standard input and a profile. */
function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
