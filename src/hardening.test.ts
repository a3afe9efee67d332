/** What goes wrong around the program ends in one line and an exit code, whatever it is. */

import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parsePolicy } from "./policy/catalog.ts";
import { CLI, pullsim, pullsimSync } from "./testing/pullsim.ts";
import { nginxLine } from "./testing/registry-lines.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  const lines = Array.from({ length: 50 }, (_, n) => nginxLine(n));
  writeFileSync(at("a.log"), `${lines.join("\n")}\n`);
  writeFileSync(at("push.log"), nginxLine(1).replace("GET", "PUT"));
  symlinkSync(at("b"), at("circle"));
  symlinkSync(at("circle"), at("b"));
});
const RUN = ["--policy", "lru", "--capacity", "10kB"];
const ONE_LINE = /^pullsim: [^\n]+\n$/;

test.each([
  ["a link that leads in a circle", ["run", "circle"], "a link that leads in a circle"],
  ["a link to nothing", ["inspect", "gone"], "no such file"],
  ["a prototype as a key of the scenario", ["run", "a.log", "--set", "__proto__.x=1"], "no entry"],
  ["a prototype as a parameter", ["run", "a.log", "--policy", "lru:__proto__=1"], "not a setting"],
  ["a trace without a pull", ["inspect", "push.log"], "in 1 record (skipped: 1 push)"],
  ["a line break in an option", ["run", "a.log", "--policy", "l\nru"], "l\\nru"],
])("%s is told in one line", (_name, [command, file, ...rest], problem) => {
  const { code, stderr } = pullsimSync([command!, at(file!), ...rest]);
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).toContain(problem);
  expect([1, 2]).toContain(code);
});

test("a slice without a record makes no trace", () => {
  const slice = ["--profile", "syd01", "--from", "99"];
  const { code, stderr } = pullsimSync(["generate", ...slice, "--out", at("none.csv")]);
  expect(stderr).toBe("pullsim: syd01: no record in such a slice\n");
  expect(code).toBe(1);
});

test("policies beside --ablate are not passed over", () => {
  const { code, stderr } = pullsimSync(["run", at("a.log"), "--ablate", "r-cache", ...RUN]);
  expect(stderr).toContain("'--ablate <policy>' cannot be used with option '--policy");
  expect(code).toBe(2);
});

test.each([
  ["run", "out", "x.csv"],
  ["inspect", "out", "x.json"],
  ["sweep", "out", "x.json", "--results", "cells"],
  ["advise", "html", "x.html"],
  ["fit", "out", "x.yaml"],
])("%s --%s into a folder that is not there is told in one line", (command, ...rest) => {
  const [option, name, results, cells] = rest;
  const where = results === undefined ? [] : [results, at(cells!)];
  // Before anything is read: there is no such trace.
  const args = [command, at("not.log"), `--${option}`, at(`no/${name}`), ...where];
  const { code, stderr } = pullsimSync(args);
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).toBe(
    `pullsim: --${option} ${at(`no/${name}`)}: ENOENT: no such file or directory\n`,
  );
  expect(code).toBe(2);
});

test.skipIf(process.getuid?.() === 0)(
  "a results folder that cannot be written to is told first",
  () => {
    mkdirSync(at("closed"), { mode: 0o555 });
    const { code, stderr } = pullsimSync(["sweep", at("not.log"), "--results", at("closed")]);
    expect(stderr).toBe(`pullsim: --results ${at("closed")}: EACCES: permission denied\n`);
    expect(code).toBe(2);
  },
);

test("a baseline and a report that cannot be written are told in one line each", () => {
  const fresh = ["--accept", "--trace", at("a.log"), ...RUN];
  const accepted = pullsimSync(["check", at("no/base.json"), ...fresh]);
  expect(accepted.stderr).toMatch(ONE_LINE);
  expect(accepted.code).toBe(2);
  expect(pullsimSync(["check", at("base.json"), ...fresh]).code).toBe(0);
  const reported = pullsimSync(["check", at("base.json"), "--junit", at("no/report.xml")]);
  expect(reported.stderr).toMatch(ONE_LINE);
  expect(reported.code).toBe(2);
});

test.each([
  ["run", ["only.json", "--out", "only.json"]],
  ["run", [".", "--out", "only.json"]],
  ["inspect", ["only.json", "--out", "link.json"]],
  ["fit", ["only.json", "--out", "./only.json"]],
  ["sweep", ["only.json", "--out", "only.json", "--results", "../cells"]],
  ["check", ["only.json", "--accept", "--trace", "only.json"]],
  ["check", ["only.json", "--junit", "only.json"]],
])("%s never writes over what it reads: %j", (command, args) => {
  mkdirSync(at("inputs"), { recursive: true });
  const only = at("inputs/only.json");
  copyFileSync(at("a.log"), only);
  rmSync(at("inputs/link.json"), { force: true });
  symlinkSync(only, at("inputs/link.json"));
  const { status, stderr } = spawnSync(process.execPath, [CLI, command, ...args], {
    cwd: at("inputs"),
    encoding: "utf8",
  });
  expect(readFileSync(only, "utf8")).toBe(readFileSync(at("a.log"), "utf8"));
  expect(stderr).toMatch(/^pullsim: \S+ is what is to be read[^\n]+\n$/);
  expect(status).toBe(2);
});

describe.skipIf(process.platform !== "linux")("the output", () => {
  test("may meet a full disk", () => {
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `"$0" "$@" >/dev/full`, process.execPath, CLI, "run", at("a.log"), ...RUN],
      { encoding: "utf8" },
    );
    expect(stderr).toMatch(/^pullsim: the output cannot be written: ENOSPC[^\n]*\n$/);
    expect(status).toBe(1);
  });

  test.each(["x.csv", "x.csv.gz", "x.csv.zst"])("may be a trace that has no room: %s", (name) => {
    mkdirSync(at("small"), { recursive: true });
    const args = [
      "generate",
      "--profile",
      "syd01",
      "--requests",
      "500",
      "--out",
      at(`small/${name}`),
    ];
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `trap "" XFSZ; ulimit -f 8; exec "$0" "$@"`, process.execPath, CLI, ...args],
      { encoding: "utf8" },
    );
    expect(stderr).toBe(`pullsim: --out ${at(`small/${name}`)}: EFBIG: file too large\n`);
    expect(status).toBe(2);
    expect(readdirSync(at("small"))).toEqual([]);
  });

  test("may be closed before its end", () => {
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `{ "$0" "$@"; echo $? >&2; } | head -1`, process.execPath, CLI, "policies"],
      { encoding: "utf8" },
    );
    expect(stderr).toBe("0\n");
    expect(status).toBe(0);
  });
});

test("a warm-up that leaves nothing to measure is told", () => {
  const { code, stderr } = pullsimSync(["run", at("a.log"), "--warm-up", "9 days", ...RUN]);
  expect(stderr).toContain("--warm-up leaves no request to measure");
  expect(code).toBe(0);
});

test("an interrupt while a trace is written leaves nothing of it", async () => {
  mkdirSync(at("stopped"));
  const args = ["generate", "--profile", "dal09", "--out", at("stopped/all.json")];
  const written = () => readdirSync(at("stopped"));
  const kill = { signal: "SIGINT", when: () => written().length > 0 } as const;
  const { code } = await pullsim(args, kill);
  expect(code).toBeNull();
  expect(written()).toEqual([]);
});

test("what a killed process has left of a trace is not taken for one", async () => {
  mkdirSync(at("killed"));
  const args = ["generate", "--profile", "dal09", "--days", "3", "--out", at("killed/")];
  const written = () => readdirSync(at("killed"));
  const kill = { signal: "SIGKILL", when: () => written().length > 2 } as const;
  await pullsim(args, kill);
  const part = written().find((name) => name.endsWith(".part"));
  expect(part).toMatch(/^prod-dal09-logstash-.*\.json\.\d+\.part$/);
  const { code, stderr } = pullsimSync(["run", at("killed"), ...RUN]);
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).toContain(`${part}: somebody is writing this file, or was stopped`);
  expect(code).toBe(1);
  rmSync(at(`killed/${part}`));
  expect(pullsimSync(["run", at("killed"), ...RUN]).code).toBe(0);
});

test.each([
  ["registry.servers=many", "scenario ibm-2017: registry.servers: found"],
  ["registry.server=1", "scenario ibm-2017: there is no entry registry.server"],
  ["nonsense", '"nonsense" is not an override'],
])("--set %s is a misuse of the command line", (override, problem) => {
  const { code, stderr } = pullsimSync(["run", at("a.log"), "--set", override, ...RUN]);
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).toContain(problem);
  expect(code).toBe(2);
});

test("what is asked for twice is told once", () => {
  const twice = ["--policy", "lru", "lru", "--capacity", "10kB", "10000B", "10 kB"];
  const { stdout } = pullsimSync(["run", at("a.log"), ...twice, "--json"]);
  expect(JSON.parse(stdout).cells).toHaveLength(1);
});

test("an interrupt while the input is awaited ends it at once, without a word", async () => {
  const child = spawn(process.execPath, [CLI, "run", "-", ...RUN]);
  let stderr = "";
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  child.stdin.write(`${nginxLine(1)}\n`);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill("SIGINT");
  const signal = await new Promise((resolve) => child.on("close", (_code, by) => resolve(by)));
  expect({ signal, stderr }).toEqual({ signal: "SIGINT", stderr: "" });
});

test("a policy's settings are read in a time that their length allows", async () => {
  const blank = "\n".repeat(200_000);
  await expect(parsePolicy(`r-cache:${blank}`)).rejects.toThrow(/^policy r-cache: /);
  const spaced = await parsePolicy(`r-cache:${blank}half-life${blank}=${blank}2 hours${blank}`);
  expect(spaced.parameters["half-life"]).toBe(7200);
}, 5000);
