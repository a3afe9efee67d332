/** `--memory`: traces of which the requests stay on disk, as a user meets them. */

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { convertTrace } from "../input/convert-trace.ts";
import { loadProfile } from "../input/load-profile.ts";
import { CLI, pullsim, pullsimSync } from "../testing/pullsim.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import type { Objects } from "../workload/select.ts";
import { writeProfile } from "./generate.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const PROFILE = ["profile:syd01", "--requests", "3000"];

beforeAll(async () => {
  await writeProfile(loadProfile("syd01"), 1, { requests: 3000 }, at("syd01.ndjson"));
});

describe.each<Objects>(["blobs", "manifests", "all"])("of a profile, %s", (objects) => {
  test("a conversion is that of its trace, byte for byte", async () => {
    const slice = { requests: 3000, seed: 1 };
    await convertTrace([at("syd01.ndjson")], { objects }, at(`read-${objects}.arrow`));
    await convertTrace(["profile:syd01"], { objects, ...slice }, at(`made-${objects}.arrow`));
    const [read, made] = ["read", "made"].map((how) => readFileSync(at(`${how}-${objects}.arrow`)));
    expect(made!.equals(read!)).toBe(true);
  });
});

describe("requests that stay on disk", () => {
  const rest = ["--policy", "lru", "r-cache", "--capacity", "50MB", "1GB", "--json"];

  test.each([
    ["of a profile", PROFILE],
    ["of a raw trace", ["syd01.ndjson"]],
    ["of the beginning of a raw trace", ["syd01.ndjson", "--limit", "777"]],
    ["of a converted trace", ["read-blobs.arrow"]],
    ["of its beginning", ["read-blobs.arrow", "--limit", "777"]],
  ])("%s, are replayed to the same bytes", (_, [path, ...more]) => {
    const args = ["run", path!.startsWith("profile:") ? path! : at(path!), ...more, ...rest];
    const whole = pullsimSync(args);
    expect(whole.code).toBe(0);
    expect(pullsimSync([...args, "--memory", "1 B"])).toEqual(whole);
  });

  test("are swept over to the same cells", () => {
    const sweep = (results: string, ...more: string[]) =>
      pullsimSync(["sweep", at("read-blobs.arrow"), ...rest, "--results", at(results), ...more]);
    const whole = sweep("whole");
    expect(whole.code).toBe(0);
    expect(sweep("streamed", "--memory", "1 B")).toEqual(whole);
  });

  test("are not enough for a sweep over a profile", () => {
    const { code, stderr } = pullsimSync([
      ...["sweep", ...PROFILE, "--policy", "lru", "--capacity", "1GB", "--memory", "1 B"],
      ...["--results", at("refused")],
    ]);
    expect(stderr).toMatch(/profile:syd01 has more requests than --memory has room for: [^\n]*\n/);
    expect(code).toBe(1);
  });

  test.each([
    ["--policy", "belady"],
    ["--bounds", "--fidelity", "fast"],
    ["--replay", "closed"],
  ])("are not enough for %s %s", (...more) => {
    const args = ["run", at("read-blobs.arrow"), "--capacity", "1GB", "--memory", "1 B", ...more];
    const { code, stderr } = pullsimSync(args);
    expect(stderr).toMatch(/^pullsim: [^\n]* needs the whole trace in memory[^\n]*--limit\n$/);
    expect(code).toBe(2);
  });
});

describe("nothing is left", () => {
  test("of a conversion that is interrupted while it writes", async () => {
    const parts = () => readdirSync(folder).filter((name) => name.includes("stopped"));
    // Large enough that it is still being written when the signal comes.
    const args = ["convert", "profile:dal09", "--days", "12", "--out", at("stopped.arrow")];
    const { code, stderr } = await pullsim(args, {
      signal: "SIGINT",
      when: () => parts().length > 0,
    });
    expect([code, stderr]).toEqual([null, ""]);
    expect(parts()).toEqual([]);
  });

  test.each([
    ["convert", ["--out", at("full.arrow")]],
    ["run", ["--memory", "1 B", "--policy", "lru"]],
  ])("where the disk is full: %s", (command, more) => {
    // What the shell limits is what a file may take.
    const limited = `trap '' XFSZ; ulimit -f 64; TMPDIR="$0" exec "$@"`;
    const args = [CLI, command, "profile:syd01", "--days", "1", ...more];
    const { status, stderr } = spawnSync("sh", ["-c", limited, folder, process.execPath, ...args], {
      encoding: "utf8",
    });
    expect(stderr).toMatch(
      /^pullsim: \S+: what does not fit into --memory cannot be put here: EFBIG[^\n]*\n$/,
    );
    expect(status).toBe(2);
    expect(readdirSync(folder).filter((name) => /full|tmp|part/.test(name))).toEqual([]);
  });
});
