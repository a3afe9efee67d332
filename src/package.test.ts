/** What a user installs: packed, checked, installed into an empty folder, and used there. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { PROJECT } from "./testing/pullsim.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const folder = temporaryFolder();
let packed: string;

beforeAll(() => {
  // Without its scripts: they would build what other tests are running.
  run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], PROJECT);
  packed = join(folder, readdirSync(folder)[0]!);
});

function run(command: string, args: string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

const tool = (name: string): string => join(PROJECT, "node_modules/.bin", name);

test("is smaller than a megabyte", () => {
  expect(statSync(packed).size).toBeLessThan(1e6);
});

test("is what publint and arethetypeswrong expect", () => {
  run(tool("publint"), ["--strict", packed], folder);
  run(tool("attw"), [packed, "--profile", "esm-only"], folder);
});

test("installed into an empty folder, it is a command and a library", () => {
  const home = mkdtempSync(join(folder, "home-"));
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--silent"];
  // Here, whatever there is in the folders above.
  run("npm", ["install", "--prefix", home, ...quiet, packed], home);
  const command = join(home, "node_modules/.bin/pullsim");
  const few = ["--requests", "200", "--capacity", "1GB", "--policy", "none", "lru"];
  expect(run(command, ["run", "profile:syd01", ...few], home)).toMatch(/^syd01: 200 requests/);
  writeFileSync(
    join(home, "program.mjs"),
    `import { policies, readTrace, simulate } from "pullsim";
     const trace = await readTrace("profile:syd01", { requests: 200 });
     const { cells } = await simulate(trace, { policies: ["lru"], capacities: ["1 GB"] }).result;
     console.log(policies.length > 20, cells.length);`,
  );
  expect(run(process.execPath, ["program.mjs"], home)).toBe("true 1\n");
}, 120_000);
