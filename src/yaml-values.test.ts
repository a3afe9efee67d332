import { describe, expect, test } from "vitest";
import { parseScenario, preset } from "./scenario.ts";
import { parseProfile, profileText } from "./workload/profile.ts";

/** Each alias ten of the one before: a thousand million values in a few lines. */
const BOMB = `${["a", "b", "c", "d", "e", "f", "g", "h", "i"].reduce(
  (text, name, i, names) =>
    `${text}x${name}: &${name} [${Array(10).fill(i === 0 ? "1" : `*${names[i - 1]}`)}]\n`,
  "",
)}`;

const BROKEN: [string, string, RegExp][] = [
  ["an alias of nothing", "x: *nothing\n", /Unresolved alias/],
  ["an alias of itself", "x: &a [*a]\n", /./],
  ["aliases that multiply", BOMB, /alias/],
  ["nesting without end", `x: ${"[".repeat(20_000)}\n`, /./],
  ["sequences in sequences", `x:\n  ${"- ".repeat(20_000)}\n`, /./],
  ["what is no YAML", "x: {\n", /./],
  ["a prototype as a key", "__proto__:\n  x: 1\n", /./],
];

describe.each(BROKEN)("%s is refused in one line", (_name, text, reason) => {
  test("in a scenario", async () => {
    const read = parseScenario("s", `${preset("ibm-2017")}\n${text}`);
    await expect(read).rejects.toMatchObject({ name: "ScenarioError" });
    await expect(read).rejects.toThrow(reason);
    await expect(read).rejects.not.toThrow(/\n/);
  });

  test("in a profile", () => {
    const read = () => parseProfile("p", `${profileText("dal09")}\n${text}`);
    expect(read).toThrow(reason);
    expect(read).toThrow(/^profile p: [^\n]+$/);
  });
});

test.each(["registry.link=*x", "registry.link={", "registry.link=[1"])(
  "the override %s is wrong usage",
  async (override) => {
    const read = parseScenario("s", preset("ibm-2017"), [override]);
    await expect(read).rejects.toMatchObject({ name: "UsageError" });
  },
);
