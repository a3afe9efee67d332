/** From a name or a file to a scenario. */

import { readFileSync } from "node:fs";
import { ScenarioError } from "../errors.ts";
import { PRESETS } from "../presets/catalog.ts";
import { parseScenario, preset, type Scenario } from "../scenario.ts";

/**
 * The preset of that name, or the file: whatever has a dot or a slash in it and is no preset.
 * @throws {ScenarioError} `SCENARIO` when the file cannot be read, and as parseScenario does.
 */
export async function loadScenario(name: string, overrides: readonly string[]): Promise<Scenario> {
  if (Object.hasOwn(PRESETS, name) || !/[./\\]/.test(name)) {
    return parseScenario(name, preset(name), overrides);
  }
  let text: string;
  try {
    text = readFileSync(name, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "no such file" : (error as Error).message;
    throw new ScenarioError("SCENARIO", `scenario ${name}: ${found}`, { cause: error });
  }
  return parseScenario(name, text, overrides);
}
