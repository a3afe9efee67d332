/**
 * 2Q, the full version: newcomers pass through a queue A1in; what is asked for again after it has
 * left that queue (while A1out still remembers it) goes into the LRU list Am. Source: Johnson and
 * Shasha, "2Q: A Low Overhead High Performance Buffer Management Replacement Algorithm", VLDB'94,
 * section 3. Its counts of pages are bytes here: A1in may grow beyond its share while there is room,
 * and A1out remembers as many bytes of objects as its share says.
 */

import { definePolicy } from "./policy.ts";
import { RecencyLists } from "./recency-list.ts";

const IN = 0;
const MAIN = 1;
const OUT = 2;
const NOWHERE = 3;

export const twoQueue = definePolicy({
  name: "2q",
  summary: "a queue for newcomers, and an LRU list for what is asked for after it has left it",
  source: "Johnson and Shasha, 2Q, VLDB'94, section 3",
  parameters: {
    in: {
      dimension: "ratio",
      default: 0.25,
      description: "share of the capacity above which newcomers make room first (Kin)",
    },
    out: {
      dimension: "ratio",
      default: 0.5,
      description:
        "objects remembered after they left the queue, as a share of the capacity (Kout)",
    },
  },
  caches: true,
  bytesPerObject: () => 9,
  create({ sizes, capacity }, { in: inShare, out: outShare }) {
    const lists = new RecencyLists(sizes.length, 3);
    const place = new Uint8Array(sizes.length).fill(NOWHERE);
    const bytes = new Float64Array(4);
    const put = (object: number, list: number): void => {
      bytes[place[object]!]! -= sizes[object]!;
      bytes[list]! += sizes[object]!;
      place[object] = list;
    };
    /** Whether the newcomer was remembered when it was admitted: making room may forget it. */
    let remembered = false;
    return {
      hit(object) {
        // A hit while in the queue is taken for the same burst as the first request.
        if (place[object] === MAIN) lists.moveToFront(MAIN, object);
      },
      admits(object) {
        remembered = place[object] === OUT;
        return true;
      },
      inserted(object) {
        const list = remembered ? MAIN : IN;
        if (place[object] === OUT) lists.remove(object);
        put(object, list);
        lists.unshift(list, object);
      },
      victim() {
        const queued = !lists.empty(IN) && bytes[IN]! > inShare * capacity;
        return lists.last(queued || lists.empty(MAIN) ? IN : MAIN);
      },
      removed(object) {
        if (place[object] === MAIN) {
          put(object, NOWHERE);
          lists.remove(object);
          return;
        }
        put(object, OUT);
        lists.moveToFront(OUT, object);
        while (bytes[OUT]! > outShare * capacity) {
          const forgotten = lists.last(OUT);
          put(forgotten, NOWHERE);
          lists.remove(forgotten);
        }
      },
    };
  },
});
