/** `pullsim scenarios`: the scenario presets, or the whole text of one, to copy and edit. */

import { Command } from "@commander-js/extra-typings";
import { PRESETS } from "../presets/catalog.ts";
import { preset } from "../scenario.ts";

export const scenarios = new Command("scenarios")
  .description("Lists the scenarios that --scenario takes; with a name, prints that one as YAML.")
  .argument("[name]", "the preset to print")
  .addHelpText(
    "after",
    "\nExample:\n  pullsim scenarios ibm-2017 > mine.yaml\n  pullsim run dal09/ --scenario mine.yaml",
  )
  .action((name) => {
    if (name !== undefined) {
      process.stdout.write(preset(name));
      return;
    }
    for (const text of Object.values(PRESETS)) console.log(text.split("\n", 1)[0]!.slice(2));
  });
