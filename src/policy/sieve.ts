/**
 * SIEVE: a queue in which nothing ever moves. A hand walks from the oldest to the newest object,
 * sparing those that were asked for since it last came by, and evicts the first that was not. Source:
 * Zhang et al., "SIEVE is Simpler than LRU", NSDI'24, algorithm 1. Sizes matter only for how many
 * victims it takes.
 */

import type { ObjectId } from "../request.ts";
import { definePolicy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

export const sieve = definePolicy({
  name: "sieve",
  summary: "a hand walks the queue and evicts the first object unused since it last came by",
  source: "Zhang et al., SIEVE, NSDI'24, algorithm 1",
  parameters: {},
  caches: true,
  bytesPerObject: () => 9,
  create({ sizes }) {
    const queue = new RecencyList(sizes.length);
    const visited = new Uint8Array(sizes.length);
    /** Where the hand goes on; undefined: at the oldest. */
    let hand: ObjectId | undefined;
    return {
      hit(object) {
        visited[object] = 1;
      },
      inserted(object) {
        visited[object] = 0;
        queue.unshift(object);
      },
      victim() {
        let object = hand ?? queue.last;
        while (visited[object] === 1) {
          visited[object] = 0;
          object = queue.before(object) ?? queue.last;
        }
        hand = object;
        return object;
      },
      removed(object) {
        if (object === hand) hand = queue.before(object);
        queue.remove(object);
      },
    };
  },
});
