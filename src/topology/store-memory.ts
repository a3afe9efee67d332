/**
 * The object store's memory: an LRU cache in front of its disks, which may make room for what the
 * registry's cache holds, or the other way round.
 */

import { Cache } from "../policy/cache.ts";
import { lru } from "../policy/lru.ts";
import type { Dedup, Neighbour } from "../policy/neighbour.ts";
import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";

export class StoreMemory implements Neighbour {
  readonly #dedup: Dedup;
  readonly #cache: Cache | undefined;

  /** `sizes` is indexed by {@link ObjectId}, in bytes; a capacity of 0 is no memory at all. */
  constructor(capacity: Bytes, sizes: Float64Array, dedup: Dedup) {
    this.#dedup = dedup;
    if (capacity === 0) return;
    this.#cache = new Cache(capacity, sizes, lru.create({ capacity, sizes, stream: noDraws }, {}));
  }

  /** Looks up an object that is fetched. False: a disk has to read it, see {@link wasRead}. */
  lookup(object: ObjectId, now: Seconds): boolean {
    return this.#cache?.lookup(object, now) ?? false;
  }

  /**
   * A disk has read the object, and it stays in memory. Where it is not to be held twice, the
   * registry's cache is offered it first, and it stays only if that declines.
   */
  wasRead(object: ObjectId, now: Seconds): void {
    if (this.#dedup === "inclusive") this.#cache?.offer(object, now);
  }

  keeps(object: ObjectId): boolean {
    return this.#dedup === "reverse" && (this.#cache?.holds(object) ?? false);
  }

  admitted(object: ObjectId): void {
    if (this.#dedup === "exclusive") this.#cache?.drop(object);
  }

  declined(object: ObjectId, now: Seconds): void {
    if (this.#dedup !== "inclusive") this.#cache?.offer(object, now);
  }

  /** The bytes go back to where they came from without load on any link: an optimistic assumption. */
  evicted(object: ObjectId, now: Seconds): void {
    if (this.#dedup === "exclusive") this.#cache?.offer(object, now);
  }
}

/** LRU draws nothing. */
function noDraws(): number {
  return 0;
}
