/**
 * Finds the object of greatest size × distance, where distance shrinks for all as time passes, so that
 * no one heap can hold the order. Objects of nearly the same size share a heap by next request; in
 * each, only those near its top can win. Exact; 14 bytes an object.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes } from "../units.ts";

/** Heaps to an octave of size: the sizes in one differ by at most 4.5 %. */
const PER_OCTAVE = 16;

export class RemoteHeaps {
  readonly #sizes: Float64Array;
  /** Which heap an object belongs to, by object. */
  readonly #class: Uint16Array;
  /** By heap: where it begins in `#heap`, how long it is, and the greatest size that it may hold. */
  readonly #start: Int32Array;
  readonly #length: Int32Array;
  readonly #greatest: Float64Array;
  readonly #heap: Int32Array;
  /** Index in its heap, by object. */
  readonly #position: Int32Array;
  readonly #next: Uint32Array;
  /** Nodes still to be looked at in a search: at most one a level, and one more. */
  readonly #stack = new Int32Array(40);

  /** Empty heaps for objects of these sizes, in bytes. */
  constructor(sizes: Float64Array) {
    const wanted = Array.from(sizes, (size) =>
      Math.floor(PER_OCTAVE * Math.log2(Math.max(1, size))),
    );
    const classes = [...new Set(wanted)].sort((a, b) => b - a);
    const index = new Map(classes.map((key, i) => [key, i]));
    this.#sizes = sizes;
    this.#class = Uint16Array.from(wanted, (key) => index.get(key)!);
    this.#start = new Int32Array(classes.length + 1);
    this.#length = new Int32Array(classes.length);
    this.#greatest = new Float64Array(classes.length);
    for (let i = 0; i < sizes.length; i++) {
      const c = this.#class[i]!;
      this.#start[c + 1]!++;
      this.#greatest[c] = Math.max(this.#greatest[c]!, sizes[i]!);
    }
    for (let c = 0; c < classes.length; c++) this.#start[c + 1]! += this.#start[c]!;
    this.#heap = new Int32Array(sizes.length);
    this.#position = new Int32Array(sizes.length);
    this.#next = new Uint32Array(sizes.length);
  }

  /** Puts in an object that is not there. `next` is the index of its next request. */
  insert(object: ObjectId, next: number): void {
    this.#next[object] = next;
    const c = this.#class[object]!;
    this.#settle(c, object, this.#length[c]!++);
  }

  /** Takes out an object that is there. */
  remove(object: ObjectId): void {
    const c = this.#class[object]!;
    const last = this.#heap[this.#start[c]! + --this.#length[c]!]!;
    if (last !== object) this.#settle(c, last, this.#position[object]!);
  }

  /** The object of greatest size × (next − now); the largest among equals. Not when empty. */
  remotest(now: number): ObjectId {
    const heap = this.#heap;
    const stack = this.#stack;
    let best = -1;
    let score = -1;
    let size: Bytes = 0;
    for (let c = 0; c < this.#length.length; c++) {
      const length = this.#length[c]!;
      if (length === 0) continue;
      const start = this.#start[c]!;
      const greatest = this.#greatest[c]!;
      let depth = 0;
      stack[depth++] = 0;
      while (depth > 0) {
        const at = stack[--depth]!;
        const object = heap[start + at]!;
        const distance = this.#next[object]! - now;
        // Nothing below is further away than this one, and nothing here is larger than `greatest`.
        if (distance * greatest < score) continue;
        const candidate = distance * this.#sizes[object]!;
        if (candidate > score || (candidate === score && this.#sizes[object]! > size)) {
          best = object;
          score = candidate;
          size = this.#sizes[object]!;
        }
        const child = 2 * at + 1;
        if (child + 1 < length) stack[depth++] = child + 1;
        if (child < length) stack[depth++] = child;
      }
    }
    return best as ObjectId;
  }

  /** Moves an object from the hole at index `at` of heap `c` to where it belongs. */
  #settle(c: number, object: number, at: number): void {
    const heap = this.#heap;
    const next = this.#next;
    const start = this.#start[c]!;
    const length = this.#length[c]!;
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (next[object]! <= next[heap[start + parent]!]!) break;
      this.#fill(start, hole, heap[start + parent]!);
      hole = parent;
    }
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= length) break;
      if (child + 1 < length && next[heap[start + child + 1]!]! > next[heap[start + child]!]!) {
        child++;
      }
      if (next[heap[start + child]!]! <= next[object]!) break;
      this.#fill(start, hole, heap[start + child]!);
      hole = child;
    }
    this.#fill(start, hole, object);
  }

  #fill(start: number, at: number, object: number): void {
    this.#heap[start + at] = object;
    this.#position[object] = at;
  }
}
