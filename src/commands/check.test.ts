/** The committed baseline holds, and what does not hold is named. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { PROJECT, pullsim } from "../testing/pullsim.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { writeTrace } from "../testing/write-trace.ts";

const folder = temporaryFolder();
let file: string;

beforeAll(async () => {
  file = join(folder, "baseline.json");
  const trace = join(folder, "small.json");
  writeTrace(trace, 2000, 1);
  const grid = ["--policy", "none", "lru", "r-cache", "--capacity", "20MB", "200MB"];
  await pullsim(["check", file, "--accept", "--trace", trace, ...grid]);
});

test("results/baseline.json holds: npm run baseline accepts a deliberate change", async () => {
  const { code, stdout, stderr } = await pullsim(["check", join(PROJECT, "results/baseline.json")]);
  expect(stderr + stdout).toMatch(/^\S+: all \d+ cells are what they were\n$/);
  expect(code).toBe(0);
}, 60_000);

test("what was accepted holds, at both fidelities", async () => {
  const { code, stdout } = await pullsim(["check", file]);
  expect(stdout).toBe(`${file}: all 12 cells are what they were\n`);
  expect(code).toBe(0);
});

test("a cell a line, so that a diff shows which moved", () => {
  const lines = readFileSync(file, "utf8").split("\n");
  expect(lines.filter((line) => /^ +\{"policy":"lru",/.test(line))).toHaveLength(4);
});

test("what moved is told by trace, policy, capacity, was, is and the change in points", async () => {
  const text = readFileSync(file, "utf8");
  const changed = text
    .replace(/("policy":"r-cache".*?"latencySavingsRate":)[\d.]+/, "$10.5")
    // A parameter that so short a trace may not feel, and a policy that there is not.
    .replace(/"half-life": \d+/g, '"half-life": 5')
    .replace(/"policy":"lru"/g, '"policy":"lry"');
  const other = join(folder, "altered.json");
  writeFileSync(other, changed);
  const junit = join(folder, "junit.xml");
  const { code, stdout, stderr } = await pullsim(["check", other, "--github", "--junit", junit]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^small +ibm-2017, fast +r-cache +20 MB +50\.00 % +\d+\.\d\d % +[+−]\d+\.\d\d/m,
  );
  expect(stdout).toMatch(/^r-cache: half-life was 5, is \d+$/m);
  expect(stdout).toMatch(/^small .* lry +20 MB +[\d.]+ % +gone/m);
  expect(stdout).toMatch(
    /^::error file=.*::small, ibm-2017, fast, r-cache, 20 MB: savings 50\.00 %25 → .* points; latency/m,
  );
  expect(stdout).toMatch(/^::error file=.*::r-cache: half-life was 5, is/m);
  expect(stderr).toMatch(/^pullsim: 1 parameter and 5 of 12 cells moved away from .*; /);
  expect(readFileSync(junit, "utf8")).toMatch(
    /name="r-cache at 20 MB">\s*<failure message="small, ibm-2017, fast/,
  );
});

test("a file that is no baseline is one line of error", async () => {
  const { code, stderr } = await pullsim(["check", join(folder, "missing.json")]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^pullsim: .*missing\.json: no such file; pullsim check --accept makes one\n$/,
  );
});
