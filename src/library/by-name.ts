/** What a program may name, or make itself. */

import { defaultsOf, type PolicySpec, parsePolicy } from "../policy/catalog.ts";
import { type OwnPolicy, wholeDefinition } from "../policy/own-policy.ts";
import { parseScenario, preset, type Scenario } from "../scenario.ts";

/** @throws {UsageError} `POLICY` for a name or parameter that does not exist. */
export async function policyNamed(policy: string | OwnPolicy | PolicySpec): Promise<PolicySpec> {
  if (typeof policy === "string") return parsePolicy(policy);
  if ("definition" in policy) return policy;
  const definition = wholeDefinition("own", policy);
  return { text: definition.name, definition, parameters: defaultsOf(definition.parameters) };
}

/** @throws {UsageError} `SCENARIO` for a name that is no preset's. */
export async function scenarioNamed(scenario: string | Scenario): Promise<Scenario> {
  if (typeof scenario !== "string") return scenario;
  return parseScenario(scenario, preset(scenario));
}
