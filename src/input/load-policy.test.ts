import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT, pullsimSync } from "../testing/pullsim.ts";
import { replayed } from "../testing/sequences.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { loadPolicy } from "./load-policy.ts";

/** The example of the documentation. */
const [, example] = /```js\n([\s\S]*?)```/.exec(
  readFileSync(`${PROJECT}/docs/policies.md`, "utf8"),
)!;

const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("the example of the documentation", () => {
  test("runs, and is lru where it looks at one object only", () => {
    const path = file("largest-of-stale.mjs", example!);
    const { code, stdout, stderr } = pullsimSync([
      "run",
      `${PROJECT}/traces/synthetic-dal09.json.zst`,
      "--policy",
      "lru",
      path,
      `${path}:look=1`,
      "--capacity",
      "500MB",
      "--json",
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    const [lru, own, one] = JSON.parse(stdout).cells;
    expect([own.policy, one.policy]).toEqual([path, `${path}:look=1`]);
    expect({ ...one, policy: "lru" }).toEqual(lru);
    expect(own.hits).not.toBe(lru.hits);
  });

  test("stands behind an admission like any other", async () => {
    const path = file("mine.mjs", example!);
    const spec = await loadPolicy(`second-hit+${path}`);
    const sequence = { sizes: [1], requests: [0, 0, 0], capacity: 1 };
    expect(replayed(spec, sequence).hits).toEqual([false, false, true]);
  });
});

test.each([
  ["absent.mjs", undefined, /policy .*absent\.mjs: no such file/],
  ["syntax.mjs", "export const policy = {", /policy .*syntax\.mjs: (Unexpected|Failed to parse)/],
  ["other.mjs", "export const rule = {};", /it exports rule; expected "policy"/],
  ["create.mjs", "export const policy = {};", /an object with a function create/],
])("%s is refused in one line", async (name, text, message) => {
  const path = text === undefined ? join(folder, name) : file(name, text);
  await expect(loadPolicy(path)).rejects.toThrow(message);
});

test("a victim that is not resident ends the run with one line, and exit code 1", () => {
  const broken = "create: () => ({ hit() {}, inserted() {}, victim: () => 0, removed() {} })";
  const path = file("broken.mjs", `export const policy = { ${broken} };`);
  const trace = `${PROJECT}/traces/synthetic-dal09.json.zst`;
  const { code, stderr } = pullsimSync(["run", trace, "--policy", path, "--capacity", "50MB"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^pullsim: the policy named object 0 as victim, which is not resident\n$/);
});

test("a sweep takes it too, and refuses a file that is not there before it begins", () => {
  const trace = `${PROJECT}/traces/synthetic-dal09.json.zst`;
  const { code, stderr } = pullsimSync(["sweep", trace, "--policy", "./mine.mjs", "--dry-run"]);
  expect(code).toBe(2);
  expect(stderr).toContain("policy ./mine.mjs: no such file");
});
