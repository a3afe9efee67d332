/**
 * AdaptSize: an object of size s is let in with probability exp(−s ÷ c). Now and then c is set to what
 * would have served the most requests from memory, by a model of an LRU cache behind such an admission.
 * Source: Berger, Sitaraman and Harchol-Balter, "AdaptSize: Orchestrating the Hot Object Memory Cache
 * in a Content Delivery Network", NSDI'17, sections 3 and 4. Alone it stands in front of LRU, as in the
 * paper. Until it has been tuned for the first time it lets everything in.
 *
 * The interval is the paper's; its authors' code has 500,000. Older rates count 0.3, as in that code, which
 * finds c by a golden-section search and begins with 32 KiB; here c is the capacity halved so many times,
 * or unlimited.
 */

import { defineAdmission } from "./admission.ts";
import { AdmissionModel } from "./admission-model.ts";

/** What is left of older rates at each tuning. */
const DECAY = 0.3;

export const adaptSize = defineAdmission({
  name: "adaptsize",
  summary: "lets an object in with a probability that falls with its size, tuned for hits",
  source: "Berger et al., AdaptSize, NSDI'17, sections 3 and 4",
  parameters: {
    interval: {
      dimension: "count",
      default: 250_000,
      description: "requests between two tunings",
    },
  },
  bytesPerObject: () => 8,
  create({ sizes, capacity, stream }, { interval }) {
    /** Requests of each object, older ones counting less. */
    const rates = new Float64Array(sizes.length);
    let requests = 0;
    let scale = Number.POSITIVE_INFINITY;
    return {
      requested(object) {
        rates[object]! += 1;
        if (++requests < interval) return;
        requests = 0;
        scale = new AdmissionModel(rates, sizes, capacity).bestScale();
        for (let i = 0; i < rates.length; i++) rates[i]! *= DECAY;
      },
      admits: (_object, size) =>
        scale === Number.POSITIVE_INFINITY || stream() < Math.exp(-size / scale),
    };
  },
});
