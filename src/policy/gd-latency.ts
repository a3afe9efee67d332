/**
 * Greedy-dual on latency: worth is the seconds that a fetch of the object took when it was last
 * measured, times its requests, a byte; so it weighs residents by the very thing that a registry's
 * cache is there to save. Source: Cao and Irani, "Cost-Aware WWW Proxy Caching Algorithms", USITS'97,
 * section 4 (cost = latency), with the frequency of Cherkasova, HPL-98-69R1.
 *
 * Bytes are counted in capacities: the quotient of two whole numbers of bytes is rounded to the same
 * number in whatever unit they are, and so the unit cannot break a tie.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { GREEDY_DUAL_BYTES, GreedyDual } from "./greedy-dual.ts";
import { definePolicy } from "./policy.ts";

export const gdLatency = definePolicy({
  name: "gd-latency",
  summary: "evicts the object that saves the fewest seconds a byte, aged by greedy-dual",
  source: "Cao and Irani, USITS'97, section 4; Cherkasova, HPL-98-69R1, 1998",
  parameters: {
    frequency: {
      choices: ["yes", "no"],
      default: "yes",
      description: "whether the cost counts once for each request since the object was admitted",
    },
  },
  caches: true,
  bytesPerObject: () => GREEDY_DUAL_BYTES + 8,
  create: ({ sizes, capacity }, { frequency }) =>
    new GdLatency(sizes, capacity, frequency === "yes"),
});

class GdLatency extends GreedyDual {
  readonly #sizes: Float64Array;
  readonly #unit: Bytes;
  readonly #counts: boolean;
  /** Seconds that the last fetch took, by object. */
  readonly #cost: Float64Array;

  constructor(sizes: Float64Array, capacity: Bytes, counts: boolean) {
    super(sizes.length);
    this.#sizes = sizes;
    // Without a limit nothing is evicted, and any worth will do.
    this.#unit = capacity === Number.POSITIVE_INFINITY ? 1 : capacity;
    this.#counts = counts;
    this.#cost = new Float64Array(sizes.length);
  }

  fetched(object: ObjectId, cost: Seconds): void {
    this.#cost[object] = cost;
  }

  worth(object: ObjectId, frequency: number): number {
    const cost = (this.#counts ? frequency : 1) * this.#cost[object]!;
    return cost * (this.#unit / this.#sizes[object]!);
  }
}
