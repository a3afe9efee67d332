/**
 * LRU caches of several capacities in one pass over the requests, each exactly as if it were alone.
 *
 * What a cache holds are always those objects, among the ones that fit it at all, that were asked for
 * last: whoever is asked for and fits goes to the front, whoever leaves is the one at the back. So
 * one log of last requests serves all capacities, and each needs only the place in it where its
 * oldest resident stands. The caches are not nested, because they differ in what fits and in the room
 * that is left over; no stack distance is used.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes } from "../units.ts";

/** One bit of a word for each. */
export const MOST_CAPACITIES = 32;

/** What stands in the log where an object has been asked for again since. */
const SUPERSEDED = -1;
/** Before all places of the log. */
const NEVER = -1;

/** What one of the caches did. */
export interface CurveCounts {
  admissions: number;
  /** Objects fetched and not kept, because they are larger than the capacity. */
  rejections: number;
  evictions: number;
}

export class LruCurve {
  /** By capacity, in the order in which they were given. */
  readonly counts: readonly CurveCounts[];
  readonly #capacities: Float64Array;
  readonly #sizes: Float64Array;
  readonly #occupancies: Float64Array;
  /** By capacity: no resident stands before this place of the log. */
  readonly #oldest: Int32Array;
  /** Objects in the order of their last requests. */
  readonly #log: Int32Array;
  #end = 0;
  /** By object: its place in the log. */
  readonly #place: Int32Array;

  /** At most {@link MOST_CAPACITIES}; `sizes` is indexed by {@link ObjectId}, in bytes. */
  constructor(capacities: readonly Bytes[], sizes: Float64Array) {
    this.counts = capacities.map(() => ({ admissions: 0, rejections: 0, evictions: 0 }));
    this.#capacities = Float64Array.from(capacities);
    this.#sizes = sizes;
    this.#occupancies = new Float64Array(capacities.length);
    this.#oldest = new Int32Array(capacities.length);
    // Twice as long as what it must hold: tidied up once in as many requests as there are objects.
    this.#log = new Int32Array(2 * sizes.length + 1);
    this.#place = new Int32Array(sizes.length).fill(NEVER);
  }

  /** Requests an object of all caches. Bit c of the word is 1 where the c-th cache had it. */
  request(object: ObjectId): number {
    const size = this.#sizes[object]!;
    const place = this.#place[object]!;
    let hits = 0;
    for (let c = 0; c < this.#capacities.length; c++) {
      if (size > this.#capacities[c]!) this.counts[c]!.rejections++;
      else if (place >= this.#oldest[c]!) hits |= 1 << c;
      else this.#admit(c, size);
    }
    if (place !== NEVER) this.#log[place] = SUPERSEDED;
    if (this.#end === this.#log.length) this.#tidy();
    this.#log[this.#end] = object;
    this.#place[object] = this.#end++;
    return hits;
  }

  /** Makes room for that many bytes; whose they are is then at the end of the log. */
  #admit(c: number, size: Bytes): void {
    const capacity = this.#capacities[c]!;
    let occupancy = this.#occupancies[c]!;
    let oldest = this.#oldest[c]!;
    const counts = this.counts[c]!;
    while (occupancy + size > capacity) {
      const candidate = this.#log[oldest++]!;
      if (candidate === SUPERSEDED) continue;
      const bytes = this.#sizes[candidate]!;
      if (bytes > capacity) continue;
      occupancy -= bytes;
      counts.evictions++;
    }
    counts.admissions++;
    this.#oldest[c] = oldest;
    this.#occupancies[c] = occupancy + size;
  }

  /** Closes the gaps of the log. */
  #tidy(): void {
    const log = this.#log;
    const markers = [...this.#oldest.keys()].sort((a, b) => this.#oldest[a]! - this.#oldest[b]!);
    let next = 0;
    let end = 0;
    for (let place = 0; place <= this.#end; place++) {
      for (; next < markers.length && this.#oldest[markers[next]!] === place; next++) {
        this.#oldest[markers[next]!] = end;
      }
      const object = place < this.#end ? log[place]! : SUPERSEDED;
      if (object === SUPERSEDED) continue;
      log[end] = object;
      this.#place[object] = end++;
    }
    this.#end = end;
  }
}
