/** Which simulator this is, to the byte: results that are kept must not outlive the code that made them. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Code that writes numbers down, or reads options, and so cannot change them. */
const NOT_THE_SIMULATOR =
  /^(report|advice|page|testing|scripts|node_modules|commands|sweep|library|cli\.|index\.)|\.test\./;

/** Digest of the program's own files, as far as they determine a cell: 16 hexadecimal digits. */
export function codeDigest(): string {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const kind = extname(fileURLToPath(import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => extname(path) === kind)
    .filter((path) => !NOT_THE_SIMULATOR.test(path))
    .sort();
  const hash = createHash("sha256");
  for (const path of files) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest("hex").slice(0, 16);
}
