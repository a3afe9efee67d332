/** Every policy by name, and how a policy is asked for: `r-cache:max-object=10MB,half-life=1day`. */

import { UsageError } from "../errors.ts";
import { parseQuantity } from "../units.ts";
import { fifo } from "./fifo.ts";
import { lru } from "./lru.ts";
import { none } from "./none.ts";
import type { Policy, PolicyDefinition, PolicySetting } from "./policy.ts";
import { rCache } from "./r-cache.ts";

/** The policies that exist, in the order in which they are listed. */
export const POLICIES: readonly PolicyDefinition[] = [none, fifo, lru, rCache];

/** A policy with all its parameters, ready to be made for any capacity. */
export interface PolicySpec {
  /** As the user wrote it: names the policy in results. */
  readonly text: string;
  readonly definition: PolicyDefinition;
  /** A number for each parameter of the definition, in base units. */
  readonly parameters: Readonly<Record<string, number>>;
}

/**
 * Reads a policy: its name, then optionally `:` and `parameter=value` pairs with commas between.
 * @throws {UsageError} `POLICY` for a name or parameter that does not exist, `QUANTITY` for a value
 * that does not fit.
 */
export async function parsePolicy(text: string): Promise<PolicySpec> {
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  const definition = POLICIES.find((policy) => policy.name === name);
  if (!definition) {
    const names = POLICIES.map((policy) => policy.name).join(", ");
    throw new UsageError("POLICY", `there is no policy "${name}": choose from ${names}`);
  }
  const parameters: Record<string, number> = Object.fromEntries(
    Object.entries(definition.parameters).map(([key, parameter]) => [key, parameter.default]),
  );
  for (const pair of colon < 0 ? [] : text.slice(colon + 1).split(",")) {
    const [, key, value] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
    const parameter =
      key && Object.hasOwn(definition.parameters, key) && definition.parameters[key];
    if (!key || !value || !parameter) {
      const known = Object.keys(definition.parameters);
      throw new UsageError(
        "POLICY",
        `policy ${name}: "${pair}" is not a setting: ${known.length ? `write ${known.map((k) => `${k}=…`).join(" or ")}` : "it has none"}`,
      );
    }
    parameters[key] = await parseQuantity(value, parameter.dimension);
  }
  return { text, definition, parameters };
}

/** Makes the policy that a spec describes. */
export function createPolicy(spec: PolicySpec, setting: PolicySetting): Policy {
  return spec.definition.create(setting, spec.parameters);
}
