/** No cache at all: the reference that savings are measured against. */

import type { PolicyDefinition } from "./policy.ts";

export const none: PolicyDefinition = {
  name: "none",
  summary: "keeps nothing: every request goes to the object store",
  source: "the traditional pull of the R-cache paper, section 3.1",
  parameters: {},
  caches: false,
  bytesPerObject: () => 0,
  create: () => ({
    hit() {},
    admits: () => false,
    inserted() {},
    victim() {
      throw new Error("a cache that keeps nothing has no victim");
    },
    removed() {},
  }),
};
