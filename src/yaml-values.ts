/** What a YAML document holds, or why it holds nothing. */

import { type Document, parseDocument } from "yaml";

/** Called with what is wrong: one line, its first. */
export type Fail = (problem: string) => never;

/** Reads a document. */
export function yamlDocument(text: string, fail: Fail): Document.Parsed {
  // Nested too deep, it is more than the parser's stack can hold.
  const document = attempt(() => parseDocument(text, { logLevel: "error" }), fail);
  const [broken] = document.errors;
  return broken ? fail(firstLine(broken)) : document;
}

/** The values of a document: an alias may be of nothing, of itself, or of more than the memory holds. */
export function yamlValues(document: Document, fail: Fail): unknown {
  const values: unknown = attempt(() => document.toJS(), fail);
  attempt(() => JSON.stringify(values), fail);
  return values;
}

function attempt<T>(act: () => T, fail: Fail): T {
  try {
    return act();
  } catch (error) {
    return fail(firstLine(error as Error));
  }
}

function firstLine(error: Error): string {
  return error.message.replace(/:?\s*\n[\s\S]*/, "");
}
