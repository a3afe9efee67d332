/** Rewrites results/baseline.json: the committed sample traces, all policies, both fidelities. */

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const traces = readdirSync(`${root}/traces`)
  .filter((name) => /\.json(\.gz|\.zst)?$/.test(name))
  .sort()
  .map((name) => `traces/${name}`);
const args = ["dist/cli.js", "check", "results/baseline.json", "--accept", "--trace", ...traces];
execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" });
