/** Real traces and known answers that tests may read where they are, and never a part of the project. */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER =
  process.env.PULLSIM_SHARED ?? fileURLToPath(new URL("../../../shared", import.meta.url));

/** The path of a file or folder of the shared data, or undefined where it is absent. */
export function sharedData(path: string): string | undefined {
  const full = `${FOLDER}/${path}`;
  return existsSync(full) ? full : undefined;
}
