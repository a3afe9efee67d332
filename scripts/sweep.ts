/**
 * The paper's figure: seven registries, nine capacities, R-cache beside other policies, by
 * `pullsim sweep`. `npm start` makes it of a slice, `npm run sweep` at full scale, with the paper's
 * claims beside it; further options go to the sweep.
 */

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const PROFILES = ["dal09", "lon02", "fra02", "syd01", "stage-dal09", "prestage-mon01", "dev-mon01"];
const POLICIES = ["none", "r-cache", "lru", "gdsf", "s3-fifo", "infinite"];
const PICTURES = ["figure.svg", "figure.dark.svg", "figure.png"];
const DATA = ["figure.json", "figure.csv"];

const root = fileURLToPath(new URL("../..", import.meta.url));
const [into = "results", ...options] = process.argv.slice(2);
const folder = join(root, into);
mkdirSync(folder, { recursive: true });

/** The page is larger than everything else together: it is for who makes the figure, not committed. */
const page = into === "results" ? [] : ["figure.html"];
const files = [...PICTURES, ...DATA, ...page].map((name) => join(into, name));
const sweep = [
  ...["sweep", ...PROFILES.map((name) => `profile:${name}`)],
  ...["--policy", ...POLICIES, "--bounds"],
  ...options,
];
const run = (extra: readonly string[]) =>
  spawnSync(process.execPath, ["dist/cli.js", ...sweep, ...extra], {
    cwd: root,
    stdio: ["inherit", "pipe", "inherit"],
    encoding: "utf8",
  });

const { status, stdout } = run(["--out", ...files]);
if (status !== 0) process.exit(status ?? 1);
process.stdout.write(stdout);
// The column's figure from the cells that are there now.
run(["--columns", "2", "--out", join(into, "figure-column.png")]);
const { command } = JSON.parse(readFileSync(join(folder, "figure.json"), "utf8"));
writeFileSync(join(folder, "figure.txt"), `${command}\n\n${stdout}`);
if (into === "results") {
  spawnSync(process.execPath, ["dist/scripts/claims.js"], { cwd: root, stdio: "inherit" });
}
const names = [...files, "figure-column.png", "figure.txt"].map(
  (file) => relative(into, file) || file,
);
console.log(`\nin ${into}: ${names.map((name) => name.replace(/^.*\//, "")).join(", ")}`);
