/** `pullsim policies`: the policies and admissions that exist, with their parameters. */

import { Command, Help } from "@commander-js/extra-typings";
import type { AdmissionDefinition } from "../policy/admission.ts";
import { ADMISSIONS, POLICIES, PREFETCHERS } from "../policy/catalog.ts";
import type { PolicyDefinition, PolicyParameter } from "../policy/policy.ts";
import type { PrefetcherDefinition } from "../policy/prefetcher.ts";
import { formatBytes, formatSeconds, UNLIMITED } from "../units.ts";

export const policies = new Command("policies")
  .description(
    "Lists the policies that --policy takes, with their parameters and defaults, and the admissions " +
      "and the prefetcher that can stand in front of one. docs/policies.md says how to add one of your own.",
  )
  .addHelpText(
    "after",
    `
Examples:
  pullsim run dal09/ --policy lru r-cache:max-object=10MB,half-life=1day
  pullsim run dal09/ --policy second-hit:window=6hours+gdsf ./mine.mjs
  pullsim run dal09/ --policy prefetch+lru prefetch:variant=lcpa+gdsf`,
  )
  .action(() => {
    const names = [...POLICIES, ...ADMISSIONS, ...PREFETCHERS].map(({ name }) => name.length);
    const width = Math.max(...names) + 2;
    for (const policy of POLICIES) list(policy, width);
    console.log("\nIn front of a policy, as in second-hit+gdsf; alone, in front of lru:\n");
    for (const front of [...ADMISSIONS, ...PREFETCHERS]) list(front, width);
  });

function list(
  {
    name,
    summary,
    source,
    parameters,
  }: PolicyDefinition | AdmissionDefinition | PrefetcherDefinition,
  width: number,
): void {
  print(name.padEnd(width), summary);
  print(" ".repeat(width), `source: ${source}`);
  for (const [key, parameter] of Object.entries(parameters)) {
    print(" ".repeat(width), `${key}=${value(parameter)}: ${parameter.description}`);
  }
}

const COLUMNS = 80;

/** A text in the columns to the right of what stands on the left of its first line. */
function print(left: string, text: string): void {
  const lines = new Help().boxWrap(text, COLUMNS - left.length - 2).split("\n");
  console.log(left + lines.join(`\n${" ".repeat(left.length + 2)}`));
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
