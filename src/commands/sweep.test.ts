/** A sweep that is stopped, resumed, widened or spread over more workers says the same. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { stream } from "../random/stream.ts";
import { type Ended, pullsim } from "../testing/pullsim.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { writeTrace } from "../testing/write-trace.ts";

const folder = temporaryFolder();
let grid: string[];
let alone: Ended;

beforeAll(async () => {
  const traces = ["a", "b"].map((name, seed) => {
    const file = join(folder, `${name}.json`);
    writeTrace(file, 1000, seed);
    return file;
  });
  grid = ["sweep", ...traces, "--capacity", "20MB", "200MB", "--replications", "4", "--bounds"];
  alone = await pullsim([...grid, ...results("alone"), "--workers", "2", "--json"]);
});

const results = (name: string): string[] => ["--results", join(folder, name)];
const cellsIn = (name: string): number =>
  existsSync(join(folder, name))
    ? readdirSync(join(folder, name)).filter((file) => file.endsWith(".json")).length
    : 0;

test("a sweep killed ten times and resumed gives the bytes of one that was left alone", async () => {
  expect(alone.code).toBe(0);
  const draw = stream(1, "kill");
  let between = 0;
  for (let i = 0; i < 10; i++) {
    // Some moments are while it starts, some just after it has kept something.
    const starting = draw() < 0.4;
    const moment = (starting ? 600 : 40) * draw();
    const before = cellsIn("killed");
    let since = 0;
    const { code } = await pullsim([...grid, ...results("killed"), "--workers", "1"], {
      signal: "SIGKILL",
      when: (milliseconds) => {
        if (starting || cellsIn("killed") > before) since ||= milliseconds;
        return since > 0 && milliseconds > (starting ? 0 : since) + moment;
      },
    });
    expect(code).toBeNull();
    const kept = cellsIn("killed");
    if (kept > 0 && kept < cellsIn("alone")) between++;
  }
  expect(between).toBeGreaterThan(5);
  const resumed = await pullsim([...grid, ...results("killed"), "--json"]);
  expect(resumed).toEqual(alone);
}, 120_000);

test("no worker, one and two give the same bytes", async () => {
  // So little is done without any, unless they are asked for.
  expect(await pullsim([...grid, ...results("w0"), "--json"])).toEqual(alone);
  const one = await pullsim([...grid, ...results("w1"), "--workers", "1", "--json"]);
  expect(JSON.parse(one.stdout).results).toHaveLength(2);
  expect(alone).toEqual(one);
});

test("a result of a sweep is the document that run prints, without its stations", async () => {
  const [, a, , ...options] = grid;
  const run = JSON.parse((await pullsim(["run", a!, ...options, "--json"])).stdout);
  for (const cell of run.cells) cell.stations = [];
  expect(JSON.parse(alone.stdout).results[0]).toEqual(run);
  expect(run).toMatchObject({ replay: "open", replications: 4, warmUp: 0, warmUpSeconds: 0 });
  const bound = run.cells.find((cell: { policy: string }) => cell.policy === "pfoo-u");
  expect(bound.latencySavingsRate).toBeGreaterThan(0);
});

test("a further policy runs only its own cells", async () => {
  const more = [...grid, ...results("alone"), "--policy", "none", "lru", "r-cache", "fifo"];
  const before = cellsIn("alone");
  const { stdout } = await pullsim([...more, "--dry-run"]);
  // Two traces, four seeds, two capacities; none, lru, r-cache and the bound.
  expect(before).toBe(2 * 4 * 2 * 4);
  expect(stdout).toContain(`16 of ${before + 16} cells to do`);
  await pullsim(more);
  expect(cellsIn("alone")).toBe(before + 16);
});

test("Ctrl-C stops it with a word, and without a stack trace", async () => {
  const long = [...grid, "--replications", "30", ...results("stopped")];
  const { code, stderr, stdout } = await pullsim(long, {
    signal: "SIGINT",
    when: () => cellsIn("stopped") > 0,
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
  expect(stdout).toContain("a: 1,000 requests");
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
  const names = ["f.svg", "f.dark.png", "f.csv", "f.json"];
  const some = ["sweep", grid[1]!, "--capacity", "20MB", "200MB", ...results("files")];
  const scenarios = ["--scenario", "ibm-2017", "paper-testbed", "--bounds"];
  const { code, stderr } = await pullsim([
    ...some,
    ...scenarios,
    "--html",
    at("page"),
    "--out",
    ...names.map(at),
  ]);
  expect(stderr).toBe(
    "pullsim: warning: no bounds: in scenario paper-testbed a miss may wait for others; --fidelity fast has them\n",
  );
  expect(code).toBe(0);
  // Pictures show one scenario each; everything else holds both.
  for (const scenario of ["ibm-2017", "paper-testbed"]) {
    expect(readFileSync(at(`f-${scenario}.svg`), "utf8")).toMatch(/^<svg.*r-cache.*<\/svg>\n$/s);
    const png = readFileSync(at(`f-${scenario}.dark.png`));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
  }
  const { results: found } = JSON.parse(readFileSync(at("f.json"), "utf8"));
  expect(found.map((one: { scenario: { name: string } }) => one.scenario.name)).toEqual([
    "ibm-2017",
    "paper-testbed",
  ]);
  expect(readFileSync(at("f.csv"), "utf8").split("\n")).toHaveLength(1 + 2 * 3 * 2 + 2 + 1);
  expect(readFileSync(at("page"), "utf8")).toMatch(/^<!doctype html>/);
});

test("--out to a name that says nothing is wrong usage, before any work", async () => {
  const { code, stderr } = await pullsim(["sweep", grid[1]!, "--out", join(folder, "f.gif")]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/f\.gif: the name must end in one of \.json, /);
});
