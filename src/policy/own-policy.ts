/** A policy that a user wrote, which may leave out of its definition what goes without saying. */

import type { PolicyDefinition } from "./policy.ts";

export type OwnPolicy = Partial<PolicyDefinition> & Pick<PolicyDefinition, "create">;

/** The definition in full, under that name unless it has one of its own. */
export function wholeDefinition(name: string, own: OwnPolicy): PolicyDefinition {
  return {
    name,
    summary: "",
    source: name,
    parameters: {},
    caches: true,
    bytesPerObject: () => Number.NaN,
    ...own,
  };
}
