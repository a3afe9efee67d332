/** What goes wrong around the program ends in one line and an exit code, whatever it is. */

import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
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
  ["a trace without a pull", ["inspect", "push.log"], "in 1 records (skipped: 1 push)"],
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
])("%s --%s into a folder that is not there is told in one line", (command, ...rest) => {
  const [option, name, results, cells] = rest;
  const where = results === undefined ? [] : [results, at(cells!)];
  const args = [command, at("a.log"), `--${option}`, at(`no/${name}`), ...where];
  const { code, stderr } = pullsimSync(args);
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).toContain(`--${option} ${at(`no/${name}`)}: ENOENT`);
  expect(code).toBe(2);
});

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

  test.each(["x.csv", "x.csv.gz", "x.csv.zst"])(
    "may be a trace that fills the disk: %s",
    (name) => {
      rmSync(at(`${name}.part`), { force: true });
      symlinkSync("/dev/full", at(`${name}.part`));
      const args = ["generate", "--profile", "syd01", "--requests", "500", "--out", at(name)];
      const { code, stderr } = pullsimSync(args);
      expect(stderr).toMatch(/^pullsim: --out \S+: ENOSPC[^\n]*\n$/);
      expect(code).toBe(2);
      expect(existsSync(at(name)) || existsSync(at(`${name}.part`))).toBe(false);
    },
  );

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
  const part = at("stopped.json.part");
  const args = ["generate", "--profile", "dal09", "--out", at("stopped.json")];
  const kill = { signal: "SIGINT", when: () => existsSync(part) } as const;
  const { code } = await pullsim(args, kill);
  expect(code).toBeNull();
  expect(existsSync(part) || existsSync(at("stopped.json"))).toBe(false);
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
