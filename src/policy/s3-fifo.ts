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
import { ObjectQueue } from "./object-queue.ts";
import { definePolicy, type Policy } from "./policy.ts";

/** The queue of an object, in the lowest bits of its state. */
const NOWHERE = 0;
const SMALL = 1;
const MAIN = 2;
const GHOST = 3;
const QUEUE = 3;
/** A request, in the bits above; three are counted. */
const ONCE = 4;
const MOST = 3 * ONCE;

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
  bytesPerObject: () => 25,
  create: ({ sizes, capacity }, { small, "move-at": moveAt }) =>
    new S3Fifo(sizes, small * capacity, capacity - small * capacity, moveAt),
});

class S3Fifo implements Policy {
  readonly timeless = true;
  readonly #sizes: Float64Array;
  readonly #smallLimit: Bytes;
  readonly #mainLimit: Bytes;
  readonly #moveAt: number;
  readonly #small: ObjectQueue;
  readonly #main: ObjectQueue;
  readonly #ghosts: ObjectQueue;
  /** By object: the queue it is in, and {@link ONCE} times how often it was asked for there. */
  readonly #state: Uint8Array;
  #smallBytes = 0;
  #mainBytes = 0;
  #ghostBytes = 0;

  constructor(sizes: Float64Array, smallLimit: Bytes, mainLimit: Bytes, moveAt: number) {
    this.#sizes = sizes;
    this.#smallLimit = smallLimit;
    this.#mainLimit = mainLimit;
    this.#moveAt = ONCE * moveAt;
    this.#small = new ObjectQueue(sizes.length);
    this.#main = new ObjectQueue(sizes.length);
    this.#ghosts = new ObjectQueue(sizes.length);
    this.#state = new Uint8Array(sizes.length);
  }

  hit(object: ObjectId): void {
    if (this.#state[object]! < MOST) this.#state[object]! += ONCE;
  }

  inserted(object: ObjectId, size: Bytes): void {
    if (this.#state[object] === GHOST) {
      this.#ghosts.remove(object);
      this.#ghostBytes -= size;
      this.#toMain(object, size);
    } else {
      this.#state[object] = SMALL;
      this.#small.push(object);
      this.#smallBytes += size;
    }
  }

  victim(): ObjectId {
    if (this.#smallBytes >= this.#smallLimit || this.#main.empty) {
      const small = this.#small;
      while (!small.empty) {
        const object = small.first;
        if (this.#state[object]! < this.#moveAt) return object;
        const size = this.#sizes[object]!;
        small.shift(object);
        this.#smallBytes -= size;
        this.#toMain(object, size);
        if (this.#mainBytes > this.#mainLimit) break;
      }
    }
    return this.#mainVictim();
  }

  removed(object: ObjectId): void {
    const size = this.#sizes[object]!;
    if ((this.#state[object]! & QUEUE) === MAIN) {
      this.#main.remove(object);
      this.#mainBytes -= size;
      this.#state[object] = NOWHERE;
      return;
    }
    this.#small.remove(object);
    this.#smallBytes -= size;
    this.#state[object] = GHOST;
    this.#ghosts.push(object);
    this.#ghostBytes += size;
    while (this.#ghostBytes > this.#mainLimit) this.#forget();
  }

  #toMain(object: ObjectId, size: Bytes): void {
    this.#state[object] = MAIN;
    this.#main.push(object);
    this.#mainBytes += size;
  }

  #mainVictim(): ObjectId {
    for (;;) {
      const object = this.#main.first;
      if (this.#state[object]! < ONCE) return object;
      this.#state[object]! -= ONCE;
      this.#main.toBack();
    }
  }

  #forget(): void {
    const object = this.#ghosts.first;
    this.#ghosts.shift(object);
    this.#ghostBytes -= this.#sizes[object]!;
    this.#state[object] = NOWHERE;
  }
}
