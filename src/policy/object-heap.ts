/**
 * A heap of dense object ids by priority, least first, in which any object can be moved or removed.
 * Among equal priorities the one that was set first comes first. O(log n) an operation; 24 bytes an
 * object.
 */

import type { ObjectId } from "../request.ts";

/** Children of a node: four stand in a cache line together, and the heap is half as deep as with two. */
const CHILDREN = 4;
const CHILD_BITS = 2;

export class ObjectHeap {
  // Priorities stand in the order of the heap, not of the objects, so that those which are compared
  // stand beside each other.
  readonly #heap: Int32Array;
  readonly #priority: Float64Array;
  /** When the priority was set: breaks ties. */
  readonly #order: Float64Array;
  /** Index in the heap, or −1, by object. */
  readonly #position: Int32Array;
  #length = 0;
  #clock = 0;

  /** A heap of any of the objects 0 to `objects` − 1, empty at first. */
  constructor(objects: number) {
    this.#heap = new Int32Array(objects);
    this.#priority = new Float64Array(objects);
    this.#order = new Float64Array(objects);
    this.#position = new Int32Array(objects).fill(-1);
  }

  get length(): number {
    return this.#length;
  }

  /** The object of least priority; undefined behaviour when the heap is empty. */
  get first(): ObjectId {
    return this.#heap[0]! as ObjectId;
  }

  /** The priority of an object that is in the heap. */
  priorityOf(object: ObjectId): number {
    return this.#priority[this.#position[object]!]!;
  }

  /** Puts an object in, or moves it to its new priority. */
  set(object: ObjectId, priority: number): void {
    const at = this.#position[object]!;
    this.#settle(object, priority, this.#clock++, at >= 0 ? at : this.#length++);
  }

  /** Takes out an object that is in the heap. */
  remove(object: ObjectId): void {
    const at = this.#position[object]!;
    const end = --this.#length;
    const priority = this.#priority[at]!;
    const order = this.#order[at]!;
    if (at !== end) this.#settle(this.#heap[end]!, this.#priority[end]!, this.#order[end]!, at);
    // Behind the heap it stays what it was, until something is put in.
    this.#put(end, object, priority, order);
    this.#position[object] = -1;
  }

  /**
   * Puts the object that was removed last, or last before those that are restored already, back with
   * the priority and the place among ties that it had. Nothing may have been put in meanwhile.
   */
  restore(): void {
    const end = this.#length++;
    this.#settle(this.#heap[end]!, this.#priority[end]!, this.#order[end]!, end);
  }

  /** Puts an object where it belongs, given that there is a hole at index `at`. */
  #settle(object: number, priority: number, order: number, at: number): void {
    const heap = this.#heap;
    const priorities = this.#priority;
    const orders = this.#order;
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> CHILD_BITS;
      const above = priorities[parent]!;
      if (above < priority || (above === priority && orders[parent]! < order)) break;
      this.#put(hole, heap[parent]!, above, orders[parent]!);
      hole = parent;
    }
    for (;;) {
      const first = CHILDREN * hole + 1;
      if (first >= this.#length) break;
      const end = Math.min(first + CHILDREN, this.#length);
      let child = first;
      let least = priorities[first]!;
      for (let other = first + 1; other < end; other++) {
        const value = priorities[other]!;
        if (value < least || (value === least && orders[other]! < orders[child]!)) {
          child = other;
          least = value;
        }
      }
      if (least > priority || (least === priority && orders[child]! > order)) break;
      this.#put(hole, heap[child]!, least, orders[child]!);
      hole = child;
    }
    this.#put(hole, object, priority, order);
  }

  #put(at: number, object: number, priority: number, order: number): void {
    this.#heap[at] = object;
    this.#priority[at] = priority;
    this.#order[at] = order;
    this.#position[object] = at;
  }
}
