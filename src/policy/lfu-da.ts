/**
 * LFU with dynamic aging: least frequently used, with greedy-dual's inflation so that yesterday's
 * favourites can be overtaken. Source: Arlitt et al., "Evaluating Content Management Techniques for
 * Web Proxy Caches", HP Labs HPL-98-173, section 3. Sizes matter only for how many victims it takes.
 */

import type { ObjectId } from "../request.ts";
import { GREEDY_DUAL_BYTES, GreedyDual } from "./greedy-dual.ts";
import { definePolicy } from "./policy.ts";

export const lfuDa = definePolicy({
  name: "lfu-da",
  summary: "evicts the object used least often, aged by greedy-dual",
  source: "Arlitt et al., LFU with dynamic aging, HPL-98-173, 1999",
  parameters: {},
  caches: true,
  bytesPerObject: () => GREEDY_DUAL_BYTES,
  create: ({ sizes }) => new LfuDa(sizes.length),
});

class LfuDa extends GreedyDual {
  worth(_object: ObjectId, frequency: number): number {
    return frequency;
  }
}
