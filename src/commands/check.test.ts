/** The committed baseline holds, and what does not hold is named. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT, pullsim } from "../testing/pullsim.ts";
import { writeTrace } from "../testing/write-trace.ts";

let folder: string;
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pullsim-check-"));
  file = join(folder, "baseline.json");
  const trace = join(folder, "small.json");
  writeTrace(trace, 2000, 1);
  const grid = ["--policy", "none", "lru", "r-cache", "--capacity", "20MB", "200MB"];
  await pullsim(["check", file, "--accept", "--trace", trace, ...grid]);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The baseline with a piece of its text replaced, as if the program had given that. */
function altered(from: string | RegExp, to: string): string {
  const text = readFileSync(file, "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  const other = join(folder, "altered.json");
  writeFileSync(other, changed);
  return other;
}

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

test("a moved cell is told by trace, policy, capacity, was, is and the change in points", async () => {
  const other = altered(/("policy":"r-cache".*?"latencySavingsRate":)[\d.]+/, "$10.5");
  const junit = join(folder, "junit.xml");
  const { code, stdout, stderr } = await pullsim(["check", other, "--github", "--junit", junit]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^small +ibm-2017, fast +r-cache +20 MB +50\.00 % +\d+\.\d\d % +[+−]\d+\.\d\d/m,
  );
  expect(stdout).toMatch(
    /^::error file=.*::small, ibm-2017, fast, r-cache, 20 MB: savings 50\.00/m,
  );
  expect(stderr).toMatch(/^pullsim: 1 of 12 cells are not what .* says; .*\n$/);
  const xml = readFileSync(junit, "utf8");
  expect(xml).toContain('<testsuites tests="12" failures="1"');
  expect(xml).toMatch(/name="r-cache at 20 MB">\s*<failure message="small, ibm-2017, fast/);
});

test("a count may not differ by one, a second by more than 1e-9 of itself", async () => {
  const one = altered(/("policy":"lru".*?"evictions":)(\d+)/, "$1$29");
  expect((await pullsim(["check", one])).stdout).toMatch(/lru.*evictions/);
  const [, seconds] = /"policy":"lru".*?"meanLatencySeconds":([\d.]+)/.exec(
    readFileSync(file, "utf8"),
  )!;
  for (const [factor, code] of [
    [1 + 1e-10, 0],
    [1 + 1e-8, 1],
  ] as const) {
    const other = altered(
      new RegExp(`("policy":"lru".*?"meanLatencySeconds":)${seconds}`),
      `$1${Number(seconds) * factor}`,
    );
    expect((await pullsim(["check", other])).code).toBe(code);
  }
});

test("a changed parameter is named, though the trace may not feel it", async () => {
  const { code, stdout } = await pullsim(["check", altered(/"half-life": \d+/g, '"half-life": 5')]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^r-cache: half-life was 5, is \d+$/m);
});

test("a policy that is gone is told", async () => {
  const { code, stdout } = await pullsim(["check", altered(/"policy":"lru"/g, '"policy":"lry"')]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/lry +20 MB +[\d.]+ % +gone/);
});

test("a file that is no baseline is one line of error", async () => {
  const { code, stderr } = await pullsim(["check", join(folder, "missing.json")]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^pullsim: .*missing\.json: no such file; pullsim check --accept makes one\n$/,
  );
});
