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
import type { Bytes } from "../units.ts";
import { definePolicy, type Policy } from "./policy.ts";
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
  create: ({ sizes, capacity }, { small, "move-at": moveAt }) =>
    new S3Fifo(sizes, small * capacity, capacity - small * capacity, moveAt),
});

class S3Fifo implements Policy {
  readonly #sizes: Float64Array;
  readonly #smallLimit: Bytes;
  readonly #mainLimit: Bytes;
  readonly #moveAt: number;
  readonly #lists: RecencyLists;
  /** The list that each object is in. */
  readonly #place: Uint8Array;
  readonly #frequency: Uint8Array;
  /** By list. */
  readonly #bytes = new Float64Array(4);

  constructor(sizes: Float64Array, smallLimit: Bytes, mainLimit: Bytes, moveAt: number) {
    this.#sizes = sizes;
    this.#smallLimit = smallLimit;
    this.#mainLimit = mainLimit;
    this.#moveAt = moveAt;
    this.#lists = new RecencyLists(sizes.length, 3);
    this.#place = new Uint8Array(sizes.length).fill(NOWHERE);
    this.#frequency = new Uint8Array(sizes.length);
  }

  hit(object: ObjectId): void {
    if (this.#frequency[object]! < MAX_FREQUENCY) this.#frequency[object]!++;
  }

  inserted(object: ObjectId): void {
    this.#frequency[object] = 0;
    const list = this.#place[object] === GHOST ? MAIN : SMALL;
    if (list === MAIN) this.#lists.remove(object);
    this.#put(object, list);
    this.#lists.unshift(list, object);
  }

  victim(): ObjectId {
    const lists = this.#lists;
    if (this.#bytes[SMALL]! >= this.#smallLimit || lists.empty(MAIN)) {
      while (!lists.empty(SMALL)) {
        const object = lists.last(SMALL);
        if (this.#frequency[object]! < this.#moveAt) return object;
        this.#frequency[object] = 0;
        this.#put(object, MAIN);
        lists.moveToFront(MAIN, object);
        if (this.#bytes[MAIN]! > this.#mainLimit) return this.#mainVictim();
      }
    }
    return this.#mainVictim();
  }

  removed(object: ObjectId): void {
    const lists = this.#lists;
    if (this.#place[object] === MAIN) {
      this.#put(object, NOWHERE);
      lists.remove(object);
      return;
    }
    this.#put(object, GHOST);
    lists.moveToFront(GHOST, object);
    while (this.#bytes[GHOST]! > this.#mainLimit) {
      const forgotten = lists.last(GHOST);
      this.#put(forgotten, NOWHERE);
      lists.remove(forgotten);
    }
  }

  #mainVictim(): ObjectId {
    let object = this.#lists.last(MAIN);
    while (this.#frequency[object]! > 0) {
      this.#frequency[object]!--;
      this.#lists.moveToFront(MAIN, object);
      object = this.#lists.last(MAIN);
    }
    return object;
  }

  #put(object: ObjectId, list: number): void {
    const size = this.#sizes[object]!;
    this.#bytes[this.#place[object]!]! -= size;
    this.#bytes[list]! += size;
    this.#place[object] = list;
  }
}
