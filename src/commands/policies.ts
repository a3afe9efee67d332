/** `pullsim policies`: the policies and admissions that exist, with their parameters. */

import { Command } from "@commander-js/extra-typings";
import type { AdmissionDefinition } from "../policy/admission.ts";
import { ADMISSIONS, POLICIES } from "../policy/catalog.ts";
import type { PolicyDefinition, PolicyParameter } from "../policy/policy.ts";
import { formatBytes, formatSeconds, UNLIMITED } from "../units.ts";

export const policies = new Command("policies")
  .summary("list the policies, with parameters and defaults")
  .description(
    "Lists the policies that --policy takes, with their parameters and defaults, and the admissions " +
      "that can stand in front of one. docs/policies.md says how to add one of your own.",
  )
  .addHelpText(
    "after",
    `
Examples:
  pullsim run dal09/ --policy lru r-cache:max-object=10MB,half-life=1day
  pullsim run dal09/ --policy second-hit:window=6hours+gdsf ./mine.mjs`,
  )
  .action(() => {
    const names = [...POLICIES, ...ADMISSIONS].map(({ name }) => name.length);
    const width = Math.max(...names) + 2;
    for (const policy of POLICIES) list(policy, width);
    console.log("\nIn front of a policy, as in second-hit+gdsf; alone, in front of lru:\n");
    for (const admission of ADMISSIONS) list(admission, width);
  });

function list(
  { name, summary, source, parameters }: PolicyDefinition | AdmissionDefinition,
  width: number,
): void {
  const indent = " ".repeat(width);
  console.log(`${name.padEnd(width)}${summary}`);
  console.log(`${indent}source: ${source}`);
  for (const [key, parameter] of Object.entries(parameters)) {
    console.log(`${indent}${key}=${value(parameter)}: ${parameter.description}`);
  }
}

/** The default; of a choice, the others after it. */
function value(parameter: PolicyParameter): string {
  if ("choices" in parameter) {
    const others = parameter.choices.filter((word) => word !== parameter.default);
    return [parameter.default, ...others].join("|");
  }
  const { dimension, default: number } = parameter;
  if (number === Number.POSITIVE_INFINITY) return UNLIMITED;
  if (dimension === "bytes") return formatBytes(number).replace(" ", "");
  if (dimension === "seconds") return formatSeconds(number).replace(" ", "");
  if (dimension === "bandwidth") return `${formatBytes(number).replace(" ", "")}/s`;
  return String(number);
}
