/** What goes wrong around the program ends in one line and an exit code, whatever it is. */

import { spawn, spawnSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { CLI, pullsimSync } from "./testing/pullsim.ts";
import { nginxLine } from "./testing/registry-lines.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  const lines = Array.from({ length: 50 }, (_, n) => nginxLine(n));
  writeFileSync(at("a.log"), `${lines.join("\n")}\n`);
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
  ["a line break in an option", ["run", "a.log", "--policy", "l\nru"], "l\\nru"],
])("%s is told in one line", (_name, [command, file, ...rest], problem) => {
  const { code, stderr } = pullsimSync([command!, at(file!), ...rest]);
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).toContain(problem);
  expect([1, 2]).toContain(code);
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
