/** A sweep that is stopped, resumed, widened or spread over more workers says the same. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stream } from "../random/stream.ts";
import { pullsim } from "../testing/pullsim.ts";
import { writeTrace } from "../testing/write-trace.ts";

let folder: string;
let grid: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pullsim-sweep-"));
  const traces = ["a", "b"].map((name, seed) => {
    const file = join(folder, `${name}.json`);
    writeTrace(file, 4000, seed);
    return file;
  });
  grid = ["sweep", ...traces, "--capacity", "20MB", "200MB", "--replications", "2"];
});

afterAll(() => rmSync(folder, { recursive: true }));

const results = (name: string): string[] => ["--results", join(folder, name)];
const cellsIn = (name: string): number =>
  readdirSync(join(folder, name)).filter((file) => file.endsWith(".json")).length;

test("a sweep killed ten times and resumed gives the bytes of one that was left alone", async () => {
  const alone = await pullsim([...grid, ...results("alone"), "--json"]);
  expect(alone.code).toBe(0);
  const draw = stream(1, "kill");
  let killed = 0;
  for (let i = 0; i < 10; i++) {
    const moment = 200 + 600 * draw();
    const { code } = await pullsim([...grid, ...results("killed")], {
      signal: "SIGKILL",
      when: (milliseconds) => milliseconds > moment,
    });
    if (code === null) killed++;
  }
  expect(killed).toBeGreaterThan(3);
  const resumed = await pullsim([...grid, ...results("killed"), "--json"]);
  expect(resumed).toEqual(alone);
});

test("one worker and two give the same bytes", async () => {
  const [one, two] = await Promise.all(
    ["1", "2"].map(async (workers) => {
      const out = join(folder, `${workers}.json`);
      await pullsim([...grid, ...results(`w${workers}`), "--workers", workers, "--out", out]);
      return readFileSync(out, "utf8");
    }),
  );
  expect(JSON.parse(one!).results).toHaveLength(2);
  expect(two).toBe(one);
});

test("a result of a sweep is the document that run prints, without its stations", async () => {
  const [, a] = grid;
  const [sweep, run] = await Promise.all([
    pullsim(["sweep", a!, "--capacity", "20MB", ...results("as-run"), "--json"]),
    pullsim(["run", a!, "--capacity", "20MB", "--json"]),
  ]);
  const document = JSON.parse(run.stdout);
  for (const cell of document.cells) cell.stations = [];
  expect(JSON.parse(sweep.stdout).results).toEqual([document]);
});

test("a further policy runs only its own cells", async () => {
  const [, a] = grid;
  const some = ["sweep", a!, "--capacity", "20MB", "200MB", ...results("more"), "--policy"];
  await pullsim([...some, "none", "lru"]);
  const before = readdirSync(join(folder, "more"));
  const { stdout } = await pullsim([...some, "none", "lru", "fifo", "--dry-run"]);
  expect(stdout).toContain("2 of 6 cells to do");
  await pullsim([...some, "none", "lru", "fifo"]);
  expect(cellsIn("more")).toBe(6);
  expect(readdirSync(join(folder, "more"))).toEqual(expect.arrayContaining(before));
});

test("Ctrl-C stops it with a word, and without a stack trace", async () => {
  const long = [...grid, "--replications", "9", ...results("stopped")];
  const { code, stderr, stdout } = await pullsim(long, {
    signal: "SIGINT",
    when: () => existsSync(join(folder, "stopped")) && cellsIn("stopped") > 0,
  });
  expect(code).toBe(130);
  expect(stderr).toMatch(/^pullsim: stopped; .* goes on from there\n$/);
  expect(stdout).toBe("");
});

test("a trace that cannot be read fails its own cells, and the others are there", async () => {
  const broken = join(folder, "broken.json");
  writeFileSync(broken, "not a trace");
  const { code, stderr, stdout } = await pullsim([
    "sweep",
    broken,
    grid[1]!,
    ...["--capacity", "20MB", ...results("broken")],
  ]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/broken, ibm-2017, lru, 20 MB, seed 1: .*not a registry trace/);
  expect(stderr).toContain("3 of 6 cells failed");
  expect(stdout).toContain("a: 4,000 requests");
});

test("a cell that fails is named, the others are there, and the exit code says so", async () => {
  const policy = join(folder, "own.mjs");
  // Fails where the cache is large, and nowhere else.
  writeFileSync(
    policy,
    `export const policy = { name: "own", create({ capacity }) {
      if (capacity > 1e8) throw new Error("too large for me");
      return { hit() {}, admits: () => false, inserted() {}, victim() {}, removed() {} };
    } };`,
  );
  const own = ["sweep", grid[1]!, "--capacity", "20MB", "200MB", ...results("own")];
  const { code, stdout, stderr } = await pullsim([...own, "--policy", "none", "lru", policy]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^pullsim: a, ibm-2017, .*own\.mjs, 200 MB, seed 1: too large for me$/m);
  expect(stderr).toMatch(/1 of 6 cells failed\n$/);
  expect(stdout).toMatch(/own\.mjs +[\d.]+ +–/);
  // The file is part of what determines its cells, and mended it is run again.
  writeFileSync(policy, readFileSync(policy, "utf8").replace("> 1e8", "> 1e9"));
  const mended = await pullsim([...own, "--policy", "none", "lru", policy, "--dry-run"]);
  expect(mended.stdout).toContain("2 of 6 cells to do");
});

test("--out writes the figure, the page and the data", async () => {
  const at = (name: string): string => join(folder, name);
  const names = ["f.svg", "f.dark.png", "f.html", "f.csv", "f.json"];
  const some = ["sweep", grid[1]!, "--capacity", "20MB", "200MB", ...results("files")];
  const scenarios = ["--scenario", "ibm-2017", "recorded"];
  const { code, stderr } = await pullsim([...some, ...scenarios, "--out", ...names.map(at)]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  // Pictures show one scenario each; everything else holds both.
  for (const scenario of ["ibm-2017", "recorded"]) {
    expect(readFileSync(at(`f-${scenario}.svg`), "utf8")).toMatch(/^<svg.*r-cache.*<\/svg>\n$/s);
    const png = readFileSync(at(`f-${scenario}.dark.png`));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
  }
  const { results: found } = JSON.parse(readFileSync(at("f.json"), "utf8"));
  expect(found.map((one: { scenario: { name: string } }) => one.scenario.name)).toEqual([
    "ibm-2017",
    "recorded",
  ]);
  expect(readFileSync(at("f.csv"), "utf8").split("\n")).toHaveLength(1 + 2 * 3 * 2 + 1);
  expect(readFileSync(at("f.html"), "utf8")).toMatch(/^<!doctype html>/);
});

test("--out to a name that says nothing is wrong usage, before any work", async () => {
  const { code, stderr } = await pullsim(["sweep", grid[1]!, "--out", join(folder, "f.gif")]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/f\.gif: the name must end in one of \.json, /);
});
