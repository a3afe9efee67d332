/** Every policy by name, and how a policy is asked for: `r-cache:max-object=10MB,half-life=1day`. */

import { UsageError } from "../errors.ts";
import { type Bytes, parseQuantity } from "../units.ts";
import { adaptSize } from "./adapt-size.ts";
import { type AdmissionDefinition, behind } from "./admission.ts";
import { arc } from "./arc.ts";
import { belady } from "./belady.ts";
import { beladySize } from "./belady-size.ts";
import type { Cache } from "./cache.ts";
import { clock } from "./clock.ts";
import { fifo } from "./fifo.ts";
import { gdLatency } from "./gd-latency.ts";
import { gdsf } from "./gdsf.ts";
import { infinite } from "./infinite.ts";
import { lfu } from "./lfu.ts";
import { lfuDa } from "./lfu-da.ts";
import { lhd } from "./lhd.ts";
import { lirs } from "./lirs.ts";
import { lru } from "./lru.ts";
import { none } from "./none.ts";
import { ownCache } from "./own-cache.ts";
import { pfooLower } from "./pfoo-lower.ts";
import type { Policy, PolicyDefinition, PolicyParameter, PolicySetting } from "./policy.ts";
import { prefetch } from "./prefetch.ts";
import type { PrefetcherDefinition } from "./prefetcher.ts";
import { rCache } from "./r-cache.ts";
import { random } from "./random.ts";
import { s3Fifo } from "./s3-fifo.ts";
import { secondHit } from "./second-hit.ts";
import { sieve } from "./sieve.ts";
import { slru } from "./slru.ts";
import { twoLevel } from "./two-level.ts";
import { twoQueue } from "./two-queue.ts";
import { wTinyLfu } from "./w-tinylfu.ts";

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
  lirs,
  wTinyLfu,
  lfu,
  lfuDa,
  gdsf,
  gdLatency,
  lhd,
  rCache,
  twoLevel,
  belady,
  beladySize,
  pfooLower,
];

/** A policy with all its parameters, ready to be made for any capacity. */
export interface PolicySpec {
  /** As the user wrote it: names the policy in results. */
  readonly text: string;
  readonly definition: PolicyDefinition;
  /** For each parameter of the definition, a number in base units or one of its choices. */
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Its own copy of the cache's code; by default the one that all others share. */
  readonly cache?: typeof Cache;
}

/** Whether a policy fetches objects before they are asked for. */
export function prefetches({ definition }: PolicySpec): boolean {
  return definition.prefetcher !== undefined;
}

/** The admissions that can stand in front of a policy: `second-hit+lru`. Alone, one means `…+lru`. */
export const ADMISSIONS: readonly AdmissionDefinition[] = [secondHit, adaptSize];

/** What can fetch ahead for a policy: `prefetch+lru`, in the same way. */
export const PREFETCHERS: readonly PrefetcherDefinition[] = [prefetch];

const FRONTS = [...ADMISSIONS, ...PREFETCHERS];

/**
 * Reads a policy: its name, then optionally `:` and `parameter=value` pairs with commas between; in
 * front of it, each with a `+` after it, any admissions and a prefetcher, written in the same way.
 * @throws {UsageError} `POLICY` for a name or parameter that does not exist, `QUANTITY` for a value
 * that does not fit.
 */
export function parsePolicy(text: string): Promise<PolicySpec> {
  return parsePolicyWith(noFiles, text);
}

/** The same, where a name that is a path (a slash in it, or .js or .mjs at its end) is loaded. */
export async function parsePolicyWith(
  load: (path: string) => Promise<PolicyDefinition>,
  text: string,
): Promise<PolicySpec> {
  const parts = text.split("+");
  const last = parts.at(-1)!;
  if (FRONTS.some(({ name }) => name === nameIn(last))) parts.push(lru.name);
  const part = parts.pop()!;
  const file = nameIn(part);
  const policies = isFile(file) ? [{ ...(await load(file)), name: file }] : POLICIES;
  const policy = await parsePart(part, policies, "policy");
  let { definition } = policy;
  for (const part of parts.reverse()) {
    const front = await parsePart(part, FRONTS, "admission");
    if ("createPrefetcher" in front.definition && definition.prefetcher) {
      throw new UsageError("POLICY", `policy ${text}: one prefetcher is enough`);
    }
    definition = composed(front.definition, front.parameters, definition);
  }
  const cache = await ownCache(definition.name);
  return { text, definition, parameters: policy.parameters, cache };
}

function isFile(name: string): boolean {
  return /[/\\]|\.m?js$/.test(name);
}

function noFiles(path: string): never {
  throw new UsageError("POLICY", `policy ${path}: only the command line loads policies from files`);
}

type Settings = Readonly<Record<string, number | string>>;

async function parsePart<D extends PolicyDefinition | AdmissionDefinition | PrefetcherDefinition>(
  text: string,
  catalog: readonly D[],
  what: string,
): Promise<{ definition: D; parameters: Settings }> {
  const name = nameIn(text);
  const definition = catalog.find((entry) => entry.name === name);
  if (!definition) {
    const names = catalog.map((entry) => entry.name).join(", ");
    throw new UsageError("POLICY", `there is no ${what} "${name}": choose from ${names}`);
  }
  const declared: Readonly<Record<string, PolicyParameter>> = definition.parameters;
  const parameters = defaultsOf(declared);
  for (const pair of name === text ? [] : text.slice(name.length + 1).split(",")) {
    const [key, value] = keyAndValue(pair);
    const parameter = key && Object.hasOwn(declared, key) && declared[key];
    if (!key || !value || !parameter) {
      const known = Object.keys(declared);
      throw new UsageError(
        "POLICY",
        `${what} ${name}: "${pair}" is not a setting: ${known.length ? `write ${known.map((k) => `${k}=…`).join(" or ")}` : "it has none"}`,
      );
    }
    parameters[key] = await parseValue(`${what} ${name}: ${key}`, value, parameter);
  }
  return { definition, parameters };
}

/** What stands before the first `=` and after it. */
function keyAndValue(pair: string): [key: string, value: string] {
  const at = pair.indexOf("=");
  return at < 0 ? ["", ""] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

/** The default of each parameter. */
export function defaultsOf(
  declared: Readonly<Record<string, PolicyParameter>>,
): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(declared).map(([key, parameter]) => [key, parameter.default]),
  );
}

function nameIn(text: string): string {
  return text.split(":", 1)[0]!;
}

/** The policy with an admission or a prefetcher in front: a definition with the policy's parameters. */
function composed(
  front: AdmissionDefinition | PrefetcherDefinition,
  settings: Settings,
  policy: PolicyDefinition,
): PolicyDefinition {
  return {
    ...policy,
    name: `${front.name}+${policy.name}`,
    bytesPerObject: (parameters) =>
      front.bytesPerObject(settings) + policy.bytesPerObject(parameters),
    ...("createPrefetcher" in front
      ? { prefetcher: (setting) => front.createPrefetcher(setting, settings) }
      : {
          create: (setting, parameters) =>
            behind(front.create(setting, settings), policy.create(setting, parameters)),
        }),
  };
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

/** Bytes that a policy's cache holds in all, where that capacity is asked for. */
export function roomOf({ definition, parameters }: PolicySpec, capacity: Bytes): Bytes {
  if (definition.unbounded) return Number.POSITIVE_INFINITY;
  return definition.room?.(capacity, parameters) ?? capacity;
}

/** Makes the policy that a spec describes, for a cache of that capacity in all. */
export function createPolicy(spec: PolicySpec, setting: PolicySetting): Policy {
  return spec.definition.create(setting, spec.parameters);
}
