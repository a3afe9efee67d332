/** From a name or a file to a scenario. */

import { ScenarioError } from "../errors.ts";
import { PRESETS } from "../presets/catalog.ts";
import { parseScenario, preset, type Scenario } from "../scenario.ts";
import { isFileName, readNamed } from "./read-named.ts";

/**
 * The preset of that name, or the file: whatever has a dot or a slash in it and is no preset.
 * @throws {ScenarioError} `SCENARIO` when the file cannot be read, and as parseScenario does.
 */
export async function loadScenario(name: string, overrides: readonly string[]): Promise<Scenario> {
  if (Object.hasOwn(PRESETS, name) || !isFileName(name)) {
    return parseScenario(name, preset(name), overrides);
  }
  const text = readNamed(name, (problem, cause) => {
    throw new ScenarioError("SCENARIO", `scenario ${name}: ${problem}`, { cause });
  });
  return parseScenario(name, text, overrides);
}
