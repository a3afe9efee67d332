/** Text by the name of a file, where a name that is built in would do as well. */

import { readFileSync } from "node:fs";

/** Whether a name is a file's: it has a dot or a slash in it. */
export function isFileName(name: string): boolean {
  return /[./\\]/.test(name);
}

/** The file's text; `fail` is told in a few words why there is none. */
export function readNamed(name: string, fail: (problem: string, cause: unknown) => never): string {
  try {
    return readFileSync(name, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return fail(code === "ENOENT" ? "no such file" : message, error);
  }
}
