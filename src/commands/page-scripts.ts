/** The scripts of the page, as text. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PageScripts } from "../report/page.ts";

/** Ours, in the order in which they need each other. */
const OWN = ["data", "view", "charts", "tables", "start"];

/** Vega for a browser, then our own scripts, which the build has made of `src/page/` in `dist/page/`. */
export function pageScripts(): PageScripts {
  const vega = createRequire(import.meta.url).resolve("vega");
  const own = fileURLToPath(new URL("../../dist/page/", import.meta.url));
  return [
    readFileSync(join(dirname(vega), "vega.min.js"), "utf8"),
    OWN.map((name) => readFileSync(join(own, `${name}.js`), "utf8")).join("\n"),
  ];
}
