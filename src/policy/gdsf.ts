/**
 * Greedy-dual-size-frequency: worth is requests a byte, so that small and popular objects stay. Made
 * for the most hits; large objects pay for it with most of the bytes. Source: Cherkasova, "Improving
 * WWW Proxies Performance with Greedy-Dual-Size-Frequency Caching Policy", HP Labs HPL-98-69R1, with
 * a cost of 1. Counted a megabyte, as libCacheSim does: the unit changes nothing but the rounding.
 */

import type { ObjectId } from "../request.ts";
import { GREEDY_DUAL_BYTES, GreedyDual } from "./greedy-dual.ts";
import { definePolicy } from "./policy.ts";

export const gdsf = definePolicy({
  name: "gdsf",
  summary: "evicts the object with the fewest requests a byte, aged by greedy-dual",
  source: "Cherkasova, Greedy-Dual-Size-Frequency, HPL-98-69R1, 1998",
  parameters: {},
  caches: true,
  bytesPerObject: () => GREEDY_DUAL_BYTES,
  create: ({ sizes }) => new Gdsf(sizes),
});

class Gdsf extends GreedyDual {
  readonly #sizes: Float64Array;

  constructor(sizes: Float64Array) {
    super(sizes.length);
    this.#sizes = sizes;
  }

  worth(object: ObjectId, frequency: number): number {
    return (frequency * 1e6) / this.#sizes[object]!;
  }
}
