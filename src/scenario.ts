/** The scenario: everything about the registry that determines a run, read from YAML and checked. */

import { type Document, isMap } from "yaml";
import type { z } from "zod";
import { ScenarioError, UsageError } from "./errors.ts";
import { PRESETS } from "./presets/catalog.ts";
import { topologySchema } from "./topology/schema.ts";
import type { Topology } from "./topology/topology.ts";
import { yamlDocument, yamlValues } from "./yaml-values.ts";

export interface Scenario extends Topology {
  readonly name: string;
}

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

/** No entry of a scenario lies deeper, and far deeper is more than a stack can hold. */
const DEEPEST = 32;

/**
 * Reads a scenario. `overrides` are `key=value` pairs, a key with dots (`registry.link=1 GB/s`).
 * @throws {ScenarioError} `SCENARIO` for text that is not a valid scenario; the message names the
 * key, what was found and what was expected.
 * @throws {UsageError} `SET` for overrides that are none, or that make it invalid.
 */
export async function parseScenario(
  name: string,
  text: string,
  overrides: readonly string[] = [],
): Promise<Scenario> {
  const fail = (problem: string): never => {
    throw new ScenarioError("SCENARIO", `scenario ${name}: ${problem}`);
  };
  const document = yamlDocument(text, fail);
  for (const override of overrides) {
    const [, key, value] = /^([\w.]+)=(.+)$/s.exec(override) ?? [];
    if (!key || !value) {
      throw new UsageError("SET", `"${override}" is not an override: write registry.link="1 GB/s"`);
    }
    const wrong = (problem: string): never => {
      throw new UsageError("SET", `"${override}" is not an override: ${problem}`);
    };
    const path = key.split(".");
    if (path.length > DEEPEST) {
      const nowhere = `${path.slice(0, 2).join(".")}…, ${path.length} levels deep`;
      throw new UsageError("SET", `there is no entry ${nowhere}`);
    }
    set(document, path, yamlValues(yamlDocument(value, wrong), wrong));
  }
  const found = yamlValues(document, fail);
  const parsed = await topologySchema.safeParseAsync(found);
  if (!parsed.success) {
    // What is wrong only since it was overridden was wrong on the command line.
    if (overrides.length > 0) await parseScenario(name, text);
    const [issue] = parsed.error.issues as [z.core.$ZodIssue];
    const problem = `scenario ${name}: ${explain(issue, found)}`;
    throw overrides.length > 0
      ? new UsageError("SET", problem)
      : new ScenarioError("SCENARIO", problem);
  }
  return { name, ...parsed.data };
}

/** Sets an entry, whatever stood there; whether there may be such an entry is for the schema to say. */
function set(document: Document, path: readonly string[], value: unknown): void {
  for (let depth = 1; depth < path.length; depth++) {
    const parent = path.slice(0, depth);
    if (document.hasIn(parent) && !isMap(document.getIn(parent))) {
      document.setIn(parent, document.createNode({}));
    }
  }
  document.setIn(path, value);
}

function explain(issue: z.core.$ZodIssue, found: unknown): string {
  // A union reports what each of its branches wanted: the branch that got furthest knows best.
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => branch[0]!).filter(Boolean);
    const inner = branches.sort((a, b) => b.path.length - a.path.length || rank(b) - rank(a))[0]!;
    return explain({ ...inner, path: [...issue.path, ...inner.path] }, found);
  }
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => [...issue.path, key].join("."));
    return `there is no entry ${keys.join(" or ")}`;
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
