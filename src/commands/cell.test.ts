/** Cells by number give what the sweep on one machine gives, and nothing that would differ is run. */

import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { cellNumbers, ranges } from "../sweep/cell-numbers.ts";
import { PROJECT, pullsim } from "../testing/pullsim.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { writeTrace } from "../testing/write-trace.ts";

const folder = temporaryFolder();
let trace: string;
let grid: string[];

beforeAll(() => {
  trace = join(folder, "a.json");
  writeTrace(trace, 2000, 1);
  grid = ["sweep", trace, "profile:syd01", "--requests", "500", "--capacity", "20MB", "200MB"];
});

const results = (name: string): string[] => ["--results", join(folder, name)];

test("planned, run cell by cell in any order and collected, a sweep is the same bytes", async () => {
  const alone = await pullsim([...grid, ...results("alone"), "--json"]);
  expect(alone.code).toBe(0);
  const planned = await pullsim([...grid, ...results("cells"), "--plan"]);
  expect(planned.stdout.split("\n")).toHaveLength(12 + 1);
  expect(planned.stdout).toContain("8\tsyd01, ibm-2017, lru, 20 MB, seed 1\n");
  // A machine of its own: whoever runs a cell knows the folder and nothing else.
  const ended = await Promise.all([
    pullsim(["cell", "7-11", "0", ...results("cells")]),
    pullsim(["cell", "1-5", ...results("cells")]),
  ]);
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  const short = await pullsim(["sweep", "--collect", ...results("cells")]);
  expect(short.code).toBe(1);
  expect(short.stderr).toMatch(/^pullsim: 1 of 12 cells missing: pullsim cell 6 --results /);
  process.env.AWS_BATCH_JOB_ARRAY_INDEX = "6";
  const indexed = await pullsim(["cell", ...results("cells")]);
  delete process.env.AWS_BATCH_JOB_ARRAY_INDEX;
  expect(indexed.code).toBe(0);
  expect(await pullsim(["sweep", "--collect", ...results("cells"), "--json"])).toEqual(alone);
});

test("a trace that is another one by now is not run", async () => {
  await pullsim([...grid, ...results("changed"), "--plan"]);
  const before = readFileSync(trace);
  writeFileSync(trace, `${before} `);
  const { code, stderr } = await pullsim(["cell", "0", ...results("changed")]);
  writeFileSync(trace, before);
  expect(code).toBe(1);
  expect(stderr).toMatch(/a\.json: not what was planned: .*\n$/);
  expect(readdirSync(join(folder, "changed"))).toEqual(["plan.json"]);
});

test("a plan that is none is one clear line", async () => {
  const missing = await pullsim(["cell", "0", ...results("nowhere")]);
  expect(missing.code).toBe(2);
  expect(missing.stderr).toMatch(/plan\.json: no such file: pullsim sweep … --plan makes it\n$/);
  cpSync(join(folder, "a.json"), join(folder, "nowhere", "plan.json"));
  const none = await pullsim(["sweep", "--collect", ...results("nowhere")]);
  expect(none.code).toBe(2);
  expect(none.stderr).toMatch(/plan\.json: not a plan of schema 1\n$/);
});

test.each([
  [["profile:syd01"], "profile:syd01"],
  [["--seed", "3"], "--seed"],
  [["--policy", "lru"], "--policy"],
])("--collect with %j is wrong usage", async (extra, named) => {
  const { code, stderr } = await pullsim(["sweep", "--collect", ...extra, ...results("cells")]);
  expect(code).toBe(2);
  expect(stderr).toBe(`pullsim: ${named}: --collect takes the grid from the plan\n`);
});

test.each([
  [["4"], {}, [4]],
  [["2-4", "3", "0"], {}, [2, 3, 4, 0]],
  [[], { SLURM_ARRAY_TASK_ID: "7" }, [7]],
  [[], { JOB_COMPLETION_INDEX: "0" }, [0]],
  [["1"], { SLURM_ARRAY_TASK_ID: "7" }, [1]],
])("cells %j in an environment of %j are %j", (asked, environment, numbers) => {
  expect(cellNumbers(asked, 9, environment)).toEqual(numbers);
});

test.each([["9"], ["4-2"], ["-1"], ["1.5"], ["x"], ["0-9"], ["9999999999999999"]])(
  "there is no cell %s of nine",
  (text) => {
    expect(() => cellNumbers([text], 9, {})).toThrow(`cell ${text}: the plan has cells 0 to 8`);
  },
);

test("no number and no index is wrong usage", () => {
  expect(() => cellNumbers([], 9, {})).toThrow(/^which cell\?/);
});

test("numbers are told as they are read", () => {
  expect(ranges([0, 1, 2, 5, 7, 8])).toBe("0-2 5 7-8");
  expect(ranges([])).toBe("");
});

test("the manifests run the cell that the scheduler names", () => {
  const text = (name: string): string => readFileSync(join(PROJECT, "docs/deploy", name), "utf8");
  const command = ["pullsim", "cell", "--results", "/pullsim/results"];
  const job = parse(text("kubernetes.yaml"));
  expect(job.spec.completionMode).toBe("Indexed");
  expect(job.spec.template.spec.containers[0].command).toEqual(command);
  expect(JSON.parse(text("aws-batch.json")).containerProperties.command).toEqual(command);
});
