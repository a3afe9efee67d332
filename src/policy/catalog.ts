/** Every policy by name, and how a policy is asked for: `r-cache:max-object=10MB,half-life=1day`. */

import { UsageError } from "../errors.ts";
import { parseQuantity } from "../units.ts";
import { arc } from "./arc.ts";
import { belady } from "./belady.ts";
import { beladySize } from "./belady-size.ts";
import { clock } from "./clock.ts";
import { fifo } from "./fifo.ts";
import { gdsf } from "./gdsf.ts";
import { infinite } from "./infinite.ts";
import { lfu } from "./lfu.ts";
import { lfuDa } from "./lfu-da.ts";
import { lru } from "./lru.ts";
import { none } from "./none.ts";
import type { Policy, PolicyDefinition, PolicyParameter, PolicySetting } from "./policy.ts";
import { rCache } from "./r-cache.ts";
import { random } from "./random.ts";
import { s3Fifo } from "./s3-fifo.ts";
import { sieve } from "./sieve.ts";
import { slru } from "./slru.ts";
import { twoQueue } from "./two-queue.ts";

/** The policies that exist, in the order in which they are listed. */
export const POLICIES: readonly PolicyDefinition[] = [
  none,
  infinite,
  random,
  fifo,
  clock,
  sieve,
  lru,
  slru,
  twoQueue,
  arc,
  s3Fifo,
  lfu,
  lfuDa,
  gdsf,
  rCache,
  belady,
  beladySize,
];

/** A policy with all its parameters, ready to be made for any capacity. */
export interface PolicySpec {
  /** As the user wrote it: names the policy in results. */
  readonly text: string;
  readonly definition: PolicyDefinition;
  /** For each parameter of the definition, a number in base units or one of its choices. */
  readonly parameters: Readonly<Record<string, number | string>>;
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
  const parameters: Record<string, number | string> = Object.fromEntries(
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
    parameters[key] = await parseValue(`policy ${name}: ${key}`, value, parameter);
  }
  return { text, definition, parameters };
}

async function parseValue(
  where: string,
  text: string,
  parameter: PolicyParameter,
): Promise<number | string> {
  if ("dimension" in parameter) return parseQuantity(text, parameter.dimension);
  if (!parameter.choices.includes(text)) {
    throw new UsageError(
      "POLICY",
      `${where} is "${text}": choose from ${parameter.choices.join(", ")}`,
    );
  }
  return text;
}

/** Makes the policy that a spec describes. */
export function createPolicy(spec: PolicySpec, setting: PolicySetting): Policy {
  return spec.definition.create(setting, spec.parameters);
}
