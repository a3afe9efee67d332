/** The command line as a user meets it: real process, real output, exit codes. */

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "./commands/catalog.ts";
import type { ResultDocument } from "./report/document.ts";
import { ibmRecord, ibmTrace } from "./testing/ibm-records.ts";
import { CLI, PROJECT, pullsim, pullsimSync } from "./testing/pullsim.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";
import { zstdFrame } from "./testing/zstd-frame.ts";
import { VERSION } from "./version.ts";

const SAMPLE = "traces/synthetic-dal09.json.zst";
const FAST = ["--fidelity", "fast", "--policy", "lru", "--capacity", "10kB"];
/** 300 requests for 97 objects. */
const records = Array.from({ length: 300 }, (_, n) => ibmRecord(n));

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const document = (args: readonly string[], input?: Uint8Array): ResultDocument => {
  const { code: status, stdout, stderr } = pullsimSync(["run", ...args, "--json"], input);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return JSON.parse(stdout);
};

beforeAll(() => {
  writeFileSync(at("t.json"), ibmTrace("pretty", records));
  writeFileSync(at("t.json.zst"), zstdFrame(ibmTrace("pretty", records)));
  writeFileSync(at("t.json.gz"), gzipSync(ibmTrace("pretty", records)));
  mkdirSync(at("dal/0/1"), { recursive: true });
  writeFileSync(at("dal/0/a.json"), ibmTrace("compact", records.slice(200)));
  writeFileSync(at("dal/0/1/b"), ibmTrace("line by line", records.slice(0, 100)));
  writeFileSync(at("dal/z.json"), ibmTrace("pretty", records.slice(100, 200)));
  writeFileSync(at("dal/.hidden"), "not a trace");
  symlinkSync(at("dal"), at("dal/circle"));
  mkdirSync(at("empty"));
  const corrupt = gzipSync(ibmTrace("pretty", records));
  corrupt.fill(0x55, 200, 240);
  writeFileSync(at("bad.gz"), corrupt);
  const broken = zstdFrame(ibmTrace("pretty", records));
  broken.fill(0xff, 9, 12);
  writeFileSync(at("bad.zst"), broken);
});
test("the version is that of package.json", () => {
  expect(VERSION).toBe(JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")).version);
  expect(pullsimSync(["--version"]).stdout).toBe(`${VERSION}\n`);
});

test("help tells of every command, with examples, and fits 80 columns", () => {
  for (const name of ["", ...Object.keys(COMMANDS)]) {
    const { code: status, stdout } = pullsimSync([...(name ? [name] : []), "--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Examples?:\n {2}.*pullsim/);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  }
});

describe("run", () => {
  test("prints a table of 80 columns on stdout and nothing on stderr", () => {
    const { code: status, stdout, stderr } = pullsimSync(["run", SAMPLE]);
    expect(status).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toContain("policy   capacity");
    expect(stdout).toMatch(/^r-cache +50 MB/m);
    expect(
      Math.max(
        ...stdout
          .split("\n")
          .slice(3)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });

  test("gives the result document: the grid of policies and capacities, nothing unmeasured as 0", () => {
    const result = document([SAMPLE, "--policy", "none", "lru", "--capacity", "1GB", "unlimited"]);
    expect(result).toMatchObject({ schema: 1, version: VERSION, seed: 1, fidelity: "full" });
    expect(result.trace.name).toBe("synthetic-dal09");
    expect(result.cells.map(({ policy, capacityBytes }) => [policy, capacityBytes])).toEqual([
      ["none", 1e9],
      ["none", null],
      ["lru", 1e9],
      ["lru", null],
    ]);
    const skipped = Object.values(result.trace.skipped).reduce((sum, n) => sum + n, 0);
    expect(result.trace.records).toBe(result.trace.requests + skipped);
    for (const cell of result.cells) {
      expect(cell.requests).toBe(result.trace.requests);
      expect(cell.hits + cell.delayedHits + cell.storeRequests).toBe(cell.requests);
      expect(cell.p50LatencySeconds).toBeLessThanOrEqual(cell.p99LatencySeconds);
    }
    expect(result.cells[0]!.latencySavingsRate).toBe(0);
    expect(result.cells[3]!.latencySavingsRate).toBeGreaterThan(0);
  });

  test("the same input, scenario and seed give the same bytes; another seed others", () => {
    const args = ["run", SAMPLE, "--json"];
    expect(pullsimSync(args).stdout).toBe(pullsimSync(args).stdout);
    expect(pullsimSync([...args, "--seed", "2"]).stdout).not.toBe(pullsimSync(args).stdout);
  });

  test("adding a policy changes no number of another", () => {
    const [alone] = document([SAMPLE, "--policy", "lru", "--capacity", "1GB"]).cells;
    const among = document([
      SAMPLE,
      "--policy",
      "r-cache",
      "fifo",
      "lru",
      "--capacity",
      "500MB",
      "1GB",
    ]);
    expect(among.cells.at(-1)).toEqual(alone);
  });

  test("a file, its gzip and zstd, standard input and a folder of parts are the same requests", () => {
    const { cells, trace } = document([at("t.json"), ...FAST]);
    expect(trace).toMatchObject({ name: "t", requests: 300, objects: 97 });
    expect(document([at("t.json.gz"), ...FAST]).cells).toEqual(cells);
    expect(document([at("t.json.zst"), ...FAST]).cells).toEqual(cells);
    expect(document(["-", ...FAST], ibmTrace("line by line", records)).cells).toEqual(cells);
    const parts = document([at("dal"), ...FAST]);
    expect(parts.trace.name).toBe("dal");
    expect(parts.cells).toEqual(cells);
  });

  test("--limit and --warm-up say what they leave out", () => {
    const limited = document([at("t.json"), ...FAST, "--limit", "100"]);
    expect(limited.trace).toMatchObject({ requests: 100, skipped: { "over-limit": 200 } });
    const [warm] = document([at("t.json"), ...FAST, "--warm-up", "0.5"]).cells;
    expect(warm!.requests).toBe(150);
  });

  test("--set overrides one entry of the scenario", () => {
    const slow = document([at("t.json"), ...FAST, "--set", "objectStore.latency=10 s"]);
    expect(slow.scenario).toMatchObject({
      objectStore: { latency: { model: "constant", value: 10 } },
    });
    const mean = document([at("t.json"), ...FAST]).cells[0]!.meanLatencySeconds;
    expect(slow.cells[0]!.meanLatencySeconds).toBeGreaterThan(mean);
  });

  test("a scenario of one's own is a file", () => {
    writeFileSync(at("mine.yaml"), pullsimSync(["scenarios", "ibm-2017"]).stdout);
    const { cells, scenario } = document([at("t.json"), ...FAST, "--scenario", at("mine.yaml")]);
    expect(cells).toEqual(document([at("t.json"), ...FAST]).cells);
    expect(scenario.name).toBe(at("mine.yaml"));
  });

  test("--out writes JSON or CSV, whole", () => {
    const { stdout } = pullsimSync([
      "run",
      at("t.json"),
      ...FAST,
      "--json",
      "--out",
      at("out.json"),
    ]);
    expect(readFileSync(at("out.json"), "utf8")).toBe(stdout);
    pullsimSync([
      "run",
      at("t.json"),
      "--policy",
      "r-cache:max-object=1kB,half-life=1h",
      "--out",
      at("out.csv"),
    ]);
    const [header, first, ...rest] = readFileSync(at("out.csv"), "utf8").trimEnd().split("\n");
    expect(header).toMatch(/^trace,scenario,fidelity,seed,policy,capacityBytes,requests,hits,/);
    expect(first).toMatch(/^t,ibm-2017,full,1,"r-cache:max-object=1kB,half-life=1h",50000000,300,/);
    expect(rest.length).toBe(8);
  });

  test("killed at any moment it leaves no output file or a whole one", async () => {
    const out = at("killed.json");
    const started = performance.now();
    pullsimSync(["run", SAMPLE, "--out", out]);
    const whole = readFileSync(out, "utf8");
    const takes = performance.now() - started;
    for (let moment = 0; moment < 8; moment++) {
      rmSync(out);
      const when = (milliseconds: number): boolean => milliseconds > (takes * (moment + 3)) / 9;
      await pullsim(["run", SAMPLE, "--out", out], { signal: "SIGKILL", when });
      const left = readdirSync(folder).filter((name) => name === "killed.json");
      if (left.length > 0) expect(readFileSync(out, "utf8")).toBe(whole);
      else writeFileSync(out, "");
    }
  });

  test("damaged records are warned of with file, record and byte, and the run goes on", () => {
    const bytes = ibmTrace("compact", records);
    writeFileSync(at("cut.json"), bytes.subarray(0, bytes.length - 100));
    const {
      code: status,
      stdout,
      stderr,
    } = pullsimSync(["run", at("cut.json"), ...FAST, "--json"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).trace).toMatchObject({
      records: 300,
      requests: 299,
      skipped: { truncated: 1 },
    });
    const text = JSON.stringify(records.at(-1)).length;
    expect(stderr.split("\n")[0]).toBe(
      `pullsim: warning: ${at("cut.json")}: record 300 at byte ${bytes.length - text - 1}: the file ends inside a record; skipped as truncated`,
    );
  });

  test.each([
    ["gzip", gzipSync],
    ["zstd", zstdFrame],
  ])("a %s file that is cut off gives what it holds", (form, pack) => {
    const packed = pack(ibmTrace("line by line", records));
    writeFileSync(at(`cut.${form}`), packed.subarray(0, packed.length / 2));
    const { code: status, stderr } = pullsimSync(["run", at(`cut.${form}`), ...FAST]);
    expect(stderr).toContain(`cut.${form}: the ${form} data is cut off after byte`);
    expect(status).toBe(0);
  });
});

/** Each is one line on stderr, nothing on stdout, and an exit code. */
const FAILURES: [string, () => string[], number, RegExp][] = [
  ["no trace at all", () => ["run"], 2, /missing required argument 'trace'/],
  [
    "a file that is not there",
    () => ["run", at("none.json")],
    1,
    /none\.json: no such file or folder$/,
  ],
  ["an empty folder", () => ["run", at("empty")], 1, /empty: no files in this folder$/],
  [
    "a file that is not a trace",
    () => ["run", "package.json"],
    1,
    /package\.json: not a registry trace: record 1 at byte 0:/,
  ],
  [
    "prose",
    () => ["run", "LICENSE"],
    1,
    /LICENSE: byte 0: not a registry trace: it begins with 'MIT License/,
  ],
  [
    "a corrupt zstd file",
    () => ["run", at("bad.zst")],
    1,
    /bad\.zst: the zstd data is corrupt after byte \d+ of what it holds: /,
  ],
  [
    "a corrupt gzip file",
    () => ["run", at("bad.gz")],
    1,
    /bad\.gz: the gzip data is corrupt after byte \d+ of what it holds: /,
  ],
  [
    "no request left",
    () => ["run", at("t.json"), "--objects", "manifests"],
    1,
    /t\.json: no request in 300 records up to byte \d+ \(skipped: 300 blob\)/,
  ],
  ["two folders", () => ["run", at("dal"), at("dal/0")], 2, /a folder is one registry/],
  [
    "an unknown policy",
    () => ["run", at("t.json"), "--policy", "mru"],
    2,
    /there is no policy "mru": choose from none,/,
  ],
  [
    "an unknown parameter",
    () => ["run", at("t.json"), "--policy", "r-cache:max=1"],
    2,
    /policy r-cache: "max=1" is not a setting/,
  ],
  [
    "a size that is none",
    () => ["run", at("t.json"), "--capacity", "12g"],
    2,
    /"12g" is not a size/,
  ],
  [
    "an unknown scenario",
    () => ["run", at("t.json"), "--scenario", "mars"],
    2,
    /there is no scenario "mars"/,
  ],
  [
    "a scenario file that is not there",
    () => ["run", at("t.json"), "--scenario", "./mars.yaml"],
    1,
    /scenario \.\/mars\.yaml: no such file$/,
  ],
  [
    "a scenario with a wrong value",
    () => ["run", at("t.json"), "--set", "registry.link=fast"],
    2,
    /registry\.link: found "fast"; .*is not a bandwidth/,
  ],
  [
    "an entry that does not exist",
    () => ["run", at("t.json"), "--set", "registry.lnk=1"],
    2,
    /there is no entry registry\.lnk/,
  ],
  [
    "an output file of another kind",
    () => ["run", at("t.json"), "--out", "x.txt"],
    2,
    /must end in \.json or \.csv/,
  ],
  [
    "an output folder that is not there",
    () => ["run", at("t.json"), "--out", at("no/x.json")],
    2,
    /--out .*no\/x\.json: /,
  ],
  [
    "a seed that is none",
    () => ["run", at("t.json"), "--seed", "one"],
    2,
    /'one' is invalid.*whole number/,
  ],
  [
    "an unknown option",
    () => ["run", at("t.json"), "--polices", "lru"],
    2,
    /unknown option '--polices'/,
  ],
  ["an unknown command", () => ["runn"], 2, /unknown command 'runn'/],
];

test.each(FAILURES)("%s is an error of one line", (_name, args, code, message) => {
  const { code: status, stdout, stderr } = pullsimSync(args());
  expect(stdout).toBe("");
  expect(status).toBe(code);
  const [line, ...more] = stderr.trimEnd().split("\n");
  expect(line).toMatch(message);
  expect(more.filter((extra) => !/--help shows how|Did you mean/.test(extra))).toEqual([]);
});

test("output may be cut short by whoever reads it", () => {
  const { status, stdout, stderr } = spawnSync(
    "sh",
    ["-c", '"$0" "$1" run "$2" --json | head -c 10', process.execPath, CLI, SAMPLE],
    { cwd: PROJECT, encoding: "utf8" },
  );
  expect([status, stdout, stderr]).toEqual([0, '{\n  "schem', ""]);
});
