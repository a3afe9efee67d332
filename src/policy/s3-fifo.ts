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
import { NOWHERE, noPlaces, ObjectLog } from "./object-log.ts";
import { definePolicy, type Policy } from "./policy.ts";

/** The two logs: the small queue with its ghosts, and the main queue. */
const SMALL = 0;
const MAIN = 1;
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
  bytesPerObject: () => 21,
  create: ({ sizes, capacity }, { small, "move-at": moveAt }) =>
    new S3Fifo(sizes, small * capacity, capacity - small * capacity, moveAt),
});

class S3Fifo implements Policy {
  readonly #sizes: Float64Array;
  readonly #smallLimit: Bytes;
  readonly #mainLimit: Bytes;
  readonly #moveAt: number;
  /** By object, as the logs have it: its lowest bit tells which. */
  readonly #places: Int32Array;
  /** S, remembering G. */
  readonly #small: ObjectLog;
  readonly #main: ObjectLog;
  readonly #frequency: Uint8Array;
  /** Bytes of S and M. */
  readonly #held = new Float64Array(2);
  /** Bytes of G. */
  #remembered = 0;

  constructor(sizes: Float64Array, smallLimit: Bytes, mainLimit: Bytes, moveAt: number) {
    this.#sizes = sizes;
    this.#smallLimit = smallLimit;
    this.#mainLimit = mainLimit;
    this.#moveAt = moveAt;
    this.#places = noPlaces(sizes.length);
    this.#small = new ObjectLog(this.#places, SMALL);
    this.#main = new ObjectLog(this.#places, MAIN);
    this.#frequency = new Uint8Array(sizes.length);
  }

  hit(object: ObjectId): void {
    if (this.#frequency[object]! < MAX_FREQUENCY) this.#frequency[object]!++;
  }

  inserted(object: ObjectId): void {
    const size = this.#sizes[object]!;
    this.#frequency[object] = 0;
    if (this.#places[object] === NOWHERE) {
      this.#held[SMALL]! += size;
      this.#small.push(object);
    } else {
      this.#remembered -= size;
      this.#held[MAIN]! += size;
      this.#main.push(object);
    }
  }

  victim(): ObjectId {
    if (this.#held[SMALL]! >= this.#smallLimit || this.#main.oldest === NOWHERE) {
      for (let object = this.#small.oldest; object !== NOWHERE; object = this.#small.oldest) {
        if (this.#frequency[object]! < this.#moveAt) return object;
        const size = this.#sizes[object]!;
        this.#frequency[object] = 0;
        this.#held[SMALL]! -= size;
        this.#held[MAIN]! += size;
        this.#main.push(object);
        if (this.#held[MAIN]! > this.#mainLimit) return this.#mainVictim();
      }
    }
    return this.#mainVictim();
  }

  removed(object: ObjectId): void {
    const size = this.#sizes[object]!;
    if ((this.#places[object]! & 1) === MAIN) {
      this.#held[MAIN]! -= size;
      this.#main.remove(object);
      return;
    }
    this.#held[SMALL]! -= size;
    this.#remembered += size;
    this.#small.remember(object);
    while (this.#remembered > this.#mainLimit) {
      const forgotten = this.#small.oldestRemembered;
      this.#remembered -= this.#sizes[forgotten]!;
      this.#small.remove(forgotten);
    }
  }

  #mainVictim(): ObjectId {
    let object = this.#main.oldest;
    while (this.#frequency[object]! > 0) {
      this.#frequency[object]!--;
      this.#main.push(object);
      object = this.#main.oldest;
    }
    return object;
  }
}
