/** `pullsim policies`: the policies that exist, with their parameters. */

import { Command } from "@commander-js/extra-typings";
import { POLICIES } from "../policy/catalog.ts";
import type { PolicyParameter } from "../policy/policy.ts";
import { formatBytes, formatSeconds } from "../units.ts";

export const policies = new Command("policies")
  .summary("list the policies, with parameters and defaults")
  .description("Lists the policies that --policy takes, with their parameters and defaults.")
  .addHelpText(
    "after",
    "\nExample:\n  pullsim run dal09/ --policy lru r-cache:max-object=10MB,half-life=1day",
  )
  .action(() => {
    const width = Math.max(...POLICIES.map(({ name }) => name.length)) + 2;
    for (const { name, summary, source, parameters } of POLICIES) {
      console.log(`${name.padEnd(width)}${summary}`);
      console.log(`${" ".repeat(width)}source: ${source}`);
      for (const [key, parameter] of Object.entries(parameters)) {
        console.log(`${" ".repeat(width)}${key}=${value(parameter)}: ${parameter.description}`);
      }
    }
  });

function value(parameter: PolicyParameter): string {
  if ("choices" in parameter)
    return `${parameter.default}|${parameter.choices.filter((word) => word !== parameter.default).join("|")}`;
  const { dimension, default: number } = parameter;
  if (dimension === "bytes") return formatBytes(number).replace(" ", "");
  if (dimension === "seconds") return formatSeconds(number).replace(" ", "");
  return String(number);
}
