/**
 * Segmented LRU: newcomers are on probation, and a hit moves them to the protected segment, whose
 * overflow goes back on probation. Source: Karedla, Love and Wherry, "Caching Strategies to Improve
 * Disk System Performance", IEEE Computer 27(3), 1994, which tunes the segment by workload; 0.8 is
 * what caches in use took over. Segments are measured in bytes. An object larger than the protected segment stays on probation. With
 * a protected segment of 0 it is LRU. (libCacheSim's variant has four equal segments.)
 */

import { definePolicy } from "./policy.ts";
import { RecencyLists } from "./recency-list.ts";

const PROBATION = 0;
const PROTECTED = 1;

export const slru = definePolicy({
  name: "slru",
  summary: "two LRU lists: newcomers on probation, those that were hit protected",
  source: "Karedla et al., IEEE Computer 27(3), 1994",
  parameters: {
    protected: {
      dimension: "ratio",
      default: 0.8,
      description: "share of the capacity for objects that were hit; 0 is LRU",
    },
  },
  caches: true,
  bytesPerObject: () => 9,
  create({ sizes, capacity }, parameters) {
    const lists = new RecencyLists(sizes.length, 2);
    const segment = new Uint8Array(sizes.length);
    const limit = parameters.protected * capacity;
    let guarded = 0;
    return {
      hit(object) {
        const size = sizes[object]!;
        if (segment[object] === PROBATION && size <= limit) {
          segment[object] = PROTECTED;
          guarded += size;
        }
        lists.moveToFront(segment[object]!, object);
        while (guarded > limit) {
          const demoted = lists.last(PROTECTED);
          segment[demoted] = PROBATION;
          guarded -= sizes[demoted]!;
          lists.moveToFront(PROBATION, demoted);
        }
      },
      inserted(object) {
        segment[object] = PROBATION;
        lists.unshift(PROBATION, object);
      },
      victim: () => lists.last(lists.empty(PROBATION) ? PROTECTED : PROBATION),
      removed(object) {
        if (segment[object] === PROTECTED) guarded -= sizes[object]!;
        lists.remove(object);
      },
    };
  },
});
