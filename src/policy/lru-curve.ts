/**
 * LRU caches of several capacities in one pass over the requests, each exactly as if it were alone.
 *
 * What a cache holds are always those objects, among the ones that fit it at all, that were asked for
 * last: whoever is asked for and fits goes to the front, whoever leaves is the one at the back. So
 * one log of requests serves all capacities, and each needs only the place in it where its oldest
 * resident stands. The caches are not nested, because they differ in what fits and in the room that
 * is left over: no stack distance tells who hits.
 */

import type { BatchHits } from "../batch-hits.ts";
import type { Bytes } from "../units.ts";

/** Where the previous request for an object stands that was not asked for before. */
const NEVER = -1;
/** Where the next request for an object stands that has not been asked for since. */
const NOT_YET = 2 ** 31 - 1;

/** One of the caches, and what it did. */
export interface CurveCache {
  readonly capacity: Bytes;
  admissions: number;
  /** Objects fetched and not kept, because they are larger than the capacity. */
  rejections: number;
  evictions: number;
  occupancy: Bytes;
  /** No resident stands before this place of the log. */
  oldest: number;
}

export class LruCurve {
  /** In the order of the capacities. */
  readonly caches: readonly CurveCache[];
  readonly #sizes: Float64Array;
  /** By object: the place in the log of its last request; NEVER for none. */
  readonly #last: Int32Array;
  // The log, by place: the object, its size, and the places of the requests for it before and after.
  readonly #object: Uint32Array;
  readonly #size: Float64Array;
  readonly #previous: Int32Array;
  readonly #next: Int32Array;
  #end = 0;

  /**
   * `sizes` is indexed by object, in bytes; at most `batch` requests are made at a time.
   */
  constructor(capacities: readonly Bytes[], sizes: Float64Array, batch: number) {
    const nothing = { admissions: 0, rejections: 0, evictions: 0, occupancy: 0, oldest: 0 };
    this.caches = capacities.map((capacity) => ({ capacity, ...nothing }));
    this.#sizes = sizes;
    this.#last = new Int32Array(sizes.length).fill(NEVER);
    // Twice as long as what it must hold: its gaps are closed once in as many requests as objects.
    const room = 2 * sizes.length + batch;
    this.#object = new Uint32Array(room);
    this.#size = new Float64Array(room);
    this.#previous = new Int32Array(room);
    this.#next = new Int32Array(room);
  }

  /**
   * Requests the objects at `from` to `to` − 1 of all caches. `hits[c]` is left with those which the
   * c-th cache had.
   */
  request(objects: Uint32Array, from: number, to: number, hits: readonly BatchHits[]): void {
    if (this.#end + to - from > this.#object.length) this.#closeGaps();
    const start = this.#end;
    for (let i = from; i < to; i++) this.#append(objects[i]!);
    for (const [c, cache] of this.caches.entries()) this.#replay(cache, start, hits[c]!);
  }

  #append(object: number): void {
    const place = this.#end++;
    const previous = this.#last[object]!;
    if (previous !== NEVER) this.#next[previous] = place;
    this.#object[place] = object;
    this.#size[place] = this.#sizes[object]!;
    this.#previous[place] = previous;
    this.#next[place] = NOT_YET;
    this.#last[object] = place;
  }

  /** Takes one cache through the requests from place `start` to the end of the log. */
  #replay(cache: CurveCache, start: number, hits: BatchHits): void {
    const { capacity } = cache;
    const { flags, numbers } = hits;
    let count = 0;
    const sizes = this.#size;
    const previous = this.#previous;
    const next = this.#next;
    const end = this.#end;
    let { admissions, rejections, evictions, occupancy, oldest } = cache;
    for (let place = start; place < end; place++) {
      const size = sizes[place]!;
      flags[place - start] = 0;
      if (size > capacity) {
        rejections++;
      } else if (previous[place]! >= oldest) {
        flags[place - start] = 1;
        numbers[count++] = place - start;
      } else {
        while (occupancy + size > capacity) {
          const leaving = sizes[oldest]!;
          // Not resident: asked for again since, or never fitted.
          if (next[oldest++]! < place || leaving > capacity) continue;
          occupancy -= leaving;
          evictions++;
        }
        occupancy += size;
        admissions++;
      }
    }
    hits.count = count;
    Object.assign(cache, { admissions, rejections, evictions, occupancy, oldest });
  }

  /** Drops all requests from the log that are not the last for their object. */
  #closeGaps(): void {
    const byOldest = [...this.caches].sort((a, b) => a.oldest - b.oldest);
    let marked = 0;
    let end = 0;
    for (let place = 0; place <= this.#end; place++) {
      for (; byOldest[marked]?.oldest === place; marked++) byOldest[marked]!.oldest = end;
      if (place === this.#end || this.#next[place] !== NOT_YET) continue;
      const object = this.#object[place]!;
      this.#object[end] = object;
      this.#size[end] = this.#size[place]!;
      this.#next[end] = NOT_YET;
      this.#last[object] = end++;
    }
    this.#end = end;
  }
}
