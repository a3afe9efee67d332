/** `pullsim compare` on documents as `run` and `sweep` write them. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { toJson } from "../report/json.ts";
import { pullsim } from "../testing/pullsim.ts";
import { sampleSweep } from "../testing/sweep-document.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  const sweep = sampleSweep();
  writeFileSync(at("sweep.json"), toJson(sweep));
  const [first] = sweep.results;
  const cells = first!.cells.map((cell) =>
    cell.policy === "r-cache" && cell.capacityBytes === 1e9
      ? { ...cell, latencySavingsRate: cell.latencySavingsRate + 0.1 }
      : cell,
  );
  writeFileSync(at("run.json"), toJson({ ...first!, cells }));
});

test("lists the cell that changed, with both values, and counts the rest", async () => {
  const { code, stdout } = await pullsim(["compare", at("sweep.json"), at("run.json")]);
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines[1]).toMatch(
    /^dal09 +ibm-2017 +r-cache +1 GB +16\.86 ± 1\.17 % +26\.86 ± 1\.17 % +\+10\.00 +\*$/,
  );
  expect(lines[2]).toBe("1 of 45 cells changed beyond the confidence interval");
  expect(lines[3]).toMatch(/^only in the first: lon02 ibm-2017 none 50 MB, .* and 267 more$/);
});

test("a result is what it is", async () => {
  const { stdout } = await pullsim(["compare", at("run.json"), at("run.json")]);
  expect(stdout).toBe("0 of 45 cells changed beyond the confidence interval\n");
});

test("a file that is no result is one line of error", async () => {
  writeFileSync(at("other.json"), "{}");
  const { code, stderr } = await pullsim(["compare", at("other.json"), at("run.json")]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^pullsim: .*other\.json: not a result: .*\n$/);
});
