/**
 * A cache without a limit, whatever the capacity: every request but the first for an object hits, of
 * whatever size.
 */

import { definePolicy } from "./policy.ts";

export const infinite = definePolicy({
  name: "infinite",
  summary: "keeps everything for ever, whatever the capacity: only cold misses",
  source: "folklore",
  parameters: {},
  caches: true,
  unbounded: true,
  bytesPerObject: () => 0,
  create: () => ({
    hit() {},
    inserted() {},
    victim() {
      throw new Error("a cache without a limit has no victim");
    },
    removed() {},
  }),
});
