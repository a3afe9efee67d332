/** From the text of `--policy` to a policy: one of the catalog, or the user's own from a file. */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "../errors.ts";
import { type PolicySpec, parsePolicyWith } from "../policy/catalog.ts";
import { type OwnPolicy, wholeDefinition } from "../policy/own-policy.ts";
import type { PolicyDefinition } from "../policy/policy.ts";

/**
 * Reads a policy as parsePolicy does; a name with a slash in it, or that ends in .js or .mjs, is a
 * module that exports a definition as `policy`.
 * @throws {UsageError} `POLICY` for a module that cannot be loaded or exports no such definition.
 */
export function loadPolicy(text: string): Promise<PolicySpec> {
  return parsePolicyWith(definitionIn, text);
}

async function definitionIn(path: string): Promise<PolicyDefinition> {
  const fail = (problem: string, cause?: unknown): never => {
    throw new UsageError("POLICY", `policy ${path}: ${problem}`, { cause });
  };
  let module: Record<string, unknown>;
  try {
    module = await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = code === "ERR_MODULE_NOT_FOUND" && message.includes(resolve(path));
    return fail(missing ? "no such file" : message.split("\n", 1)[0]!, error);
  }
  const found = module.policy as Partial<PolicyDefinition> | undefined;
  if (typeof found !== "object" || typeof found?.create !== "function") {
    const names = Object.keys(module).join(", ") || "nothing";
    return fail(`it exports ${names}; expected "policy", an object with a function create`);
  }
  return wholeDefinition(path, found as OwnPolicy);
}
