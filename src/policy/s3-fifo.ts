/**
 * S3-FIFO: a small queue S that newcomers must pass, a main queue M for those that were asked for
 * more than once meanwhile, and a ghost queue G that remembers those that were not and lets them
 * straight into M next time. Source: Yang et al., "FIFO Queues are All You Need for Cache Eviction",
 * SOSP'23, algorithm 1 and section 4.1.
 *
 * The paper's counts of objects are bytes here: S is due once it holds a tenth of the capacity, M is
 * full beyond nine tenths, and G remembers as many bytes of objects as M may hold. An object larger
 * than S's tenth is admitted like any other (libCacheSim turns it away).
 */

import type { ObjectId } from "../request.ts";
import { definePolicy } from "./policy.ts";
import { RecencyLists } from "./recency-list.ts";

const SMALL = 0;
const MAIN = 1;
const GHOST = 2;
const NOWHERE = 3;
const MAX_FREQUENCY = 3;

export const s3Fifo = definePolicy({
  name: "s3-fifo",
  summary: "a small queue filters newcomers, a main queue with reinsertion keeps the rest",
  source: "Yang et al., S3-FIFO, SOSP'23, algorithm 1",
  parameters: {
    small: {
      dimension: "ratio",
      default: 0.1,
      description: "share of the capacity for the small queue",
    },
    "move-at": {
      dimension: "count",
      default: 2,
      description: "requests while in the small queue that earn a place in the main one",
    },
  },
  caches: true,
  bytesPerObject: () => 10,
  create({ sizes, capacity }, { small, "move-at": moveAt }) {
    const lists = new RecencyLists(sizes.length, 3);
    const place = new Uint8Array(sizes.length).fill(NOWHERE);
    const frequency = new Uint8Array(sizes.length);
    const bytes = new Float64Array(4);
    const smallLimit = small * capacity;
    const mainLimit = capacity - smallLimit;

    const put = (object: number, list: number): void => {
      bytes[place[object]!]! -= sizes[object]!;
      bytes[list]! += sizes[object]!;
      place[object] = list;
    };
    const mainVictim = (): ObjectId => {
      let object = lists.last(MAIN);
      while (frequency[object]! > 0) {
        frequency[object]!--;
        lists.moveToFront(MAIN, object);
        object = lists.last(MAIN);
      }
      return object;
    };
    return {
      hit(object) {
        if (frequency[object]! < MAX_FREQUENCY) frequency[object]!++;
      },
      inserted(object) {
        frequency[object] = 0;
        const list = place[object] === GHOST ? MAIN : SMALL;
        if (list === MAIN) lists.remove(object);
        put(object, list);
        lists.unshift(list, object);
      },
      victim() {
        if (bytes[SMALL]! >= smallLimit || lists.empty(MAIN)) {
          while (!lists.empty(SMALL)) {
            const object = lists.last(SMALL);
            if (frequency[object]! < moveAt) return object;
            frequency[object] = 0;
            put(object, MAIN);
            lists.moveToFront(MAIN, object);
            if (bytes[MAIN]! > mainLimit) return mainVictim();
          }
        }
        return mainVictim();
      },
      removed(object) {
        if (place[object] === MAIN) {
          put(object, NOWHERE);
          lists.remove(object);
          return;
        }
        put(object, GHOST);
        lists.moveToFront(GHOST, object);
        while (bytes[GHOST]! > mainLimit) {
          const forgotten = lists.last(GHOST);
          put(forgotten, NOWHERE);
          lists.remove(forgotten);
        }
      },
    };
  },
});
