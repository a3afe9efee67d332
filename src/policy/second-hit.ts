/**
 * Cache on second hit: an object is kept only once it has been asked for before, so that what is asked
 * for a single time costs no eviction. Source: Maggs and Sitaraman, "Algorithmic Nuggets in Content
 * Delivery", CCR 45(3), 2015, section 3.1, whose Bloom filter is a table here, because ids are dense.
 * Sizes do not matter to it.
 */

import { defineAdmission } from "./admission.ts";
import { RecentRequests } from "./recent-requests.ts";

export const secondHit = defineAdmission({
  name: "second-hit",
  summary: "lets in what was asked for before",
  source: "Maggs and Sitaraman, CCR 45(3), 2015, section 3.1",
  parameters: {
    count: {
      dimension: "count",
      default: 2,
      description: "requests that it takes, the present one included; 1 lets everything in",
    },
    window: {
      dimension: "seconds",
      default: Number.POSITIVE_INFINITY,
      description: "time within which they have to be made",
    },
  },
  bytesPerObject: ({ count }) => 8 * count,
  create({ sizes }, { count, window }) {
    const requests = new RecentRequests(sizes.length, Math.max(1, Math.ceil(count)), window);
    return {
      requested: (object, now) => requests.add(object, now),
      admits: (object, _size, now) => requests.enough(object, now),
    };
  },
});
