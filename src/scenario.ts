/** The scenario: everything about the registry that determines a run, read from YAML and checked. */

import { parseDocument } from "yaml";
import { z } from "zod";
import { ScenarioError, UsageError } from "./errors.ts";
import { PRESETS } from "./presets/catalog.ts";
import type { Topology } from "./topology/topology.ts";
import { type Dimension, parseQuantity, UNLIMITED } from "./units.ts";

export interface Scenario extends Topology {
  readonly name: string;
}

/** A number in base units, or text with a unit. */
function quantity(dimension: Dimension) {
  return z.union([z.number(), z.string()]).transform(async (text, context) => {
    try {
      return await parseQuantity(text, dimension);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  });
}

const seconds = quantity("seconds");
const bandwidth = quantity("bandwidth").refine((value) => value > 0, "must be above zero");
const servers = z.union([
  z.literal(UNLIMITED).transform(() => Number.POSITIVE_INFINITY),
  z.int().positive(),
]);

const latency = z.union([
  seconds.transform((value) => ({ model: "constant" as const, value })),
  z.discriminatedUnion("model", [
    z.strictObject({ model: z.literal("constant"), value: seconds }),
    z.strictObject({ model: z.literal("affine"), base: seconds, bandwidth }),
    z.strictObject({
      model: z.literal("lognormal"),
      median: seconds,
      sigma: z.number().nonnegative(),
      bandwidth,
    }),
    z.strictObject({ model: z.literal("recorded") }),
  ]),
]);

const topology = z.strictObject({
  loadBalancer: z.strictObject({ servers, latency }),
  registry: z.strictObject({ servers, latency, memory: latency, link: bandwidth }),
  objectStore: z.strictObject({ servers, latency }),
});

/** A preset by its name. @throws {UsageError} `SCENARIO` when there is none of that name. */
export function preset(name: string): string {
  const text = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  if (text === undefined) {
    throw new UsageError(
      "SCENARIO",
      `there is no scenario "${name}": choose from ${Object.keys(PRESETS).join(", ")}, or give a file`,
    );
  }
  return text;
}

/**
 * Reads a scenario. `overrides` are `key=value` pairs, a key with dots (`registry.link=1 GB/s`).
 * @throws {ScenarioError} `SCENARIO` for text that is not a valid scenario; the message names the
 * key, what was found and what was expected.
 */
export async function parseScenario(
  name: string,
  text: string,
  overrides: readonly string[] = [],
): Promise<Scenario> {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) throw new ScenarioError("SCENARIO", `scenario ${name}: ${oneLine(broken.message)}`);
  for (const override of overrides) {
    const [, key, value] = /^([\w.]+)=(.+)$/s.exec(override) ?? [];
    if (!key || !value) {
      throw new UsageError("SET", `"${override}" is not an override: write registry.link="1 GB/s"`);
    }
    const path = key.split(".");
    if (!document.hasIn(path)) {
      throw new ScenarioError("SCENARIO", `scenario ${name}: there is no entry ${key} to override`);
    }
    document.setIn(path, parseDocument(value).toJS());
  }
  const found: unknown = document.toJS();
  const parsed = await topology.safeParseAsync(found);
  if (!parsed.success) {
    throw new ScenarioError(
      "SCENARIO",
      `scenario ${name}: ${explain(parsed.error.issues[0]!, found)}`,
    );
  }
  return { name, ...parsed.data };
}

function explain(issue: z.core.$ZodIssue, found: unknown): string {
  // A union reports what each of its branches wanted: the branch that got furthest knows best.
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => branch[0]!).filter(Boolean);
    const inner = branches.sort((a, b) => b.path.length - a.path.length || rank(b) - rank(a))[0]!;
    return explain({ ...inner, path: [...issue.path, ...inner.path] }, found);
  }
  const path = issue.path.map(String);
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], found);
  const what = value === undefined ? "missing" : `found ${JSON.stringify(value)}`;
  return `${path.join(".") || "the whole"}: ${what}; ${oneLine(issue.message)}`;
}

function rank(issue: z.core.$ZodIssue): number {
  return issue.code === "custom" ? 2 : issue.code === "invalid_union" ? 1 : 0;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n[\s\S]*/, "").replace(/:$/, "");
}
