/** `pullsim profiles`: the registry profiles, or the whole text of one, to copy and edit. */

import { Command } from "@commander-js/extra-typings";
import { PROFILES } from "../profiles/catalog.ts";
import { profileText } from "../workload/profile.ts";

export const profiles = new Command("profiles")
  .description(
    "Lists the registries whose workload can be generated: profile:<name> stands for a trace. " +
      "With a name, prints that profile as YAML.",
  )
  .argument("[name]", "the profile to print")
  .addHelpText(
    "after",
    "\nExample:\n  pullsim run profile:dal09 --days 1\n" +
      "  pullsim profiles dal09 > mine.yaml\n  pullsim run profile:mine.yaml",
  )
  .action((name) => {
    if (name !== undefined) {
      process.stdout.write(profileText(name));
      return;
    }
    for (const text of Object.values(PROFILES)) console.log(text.split("\n", 1)[0]!.slice(2));
  });
