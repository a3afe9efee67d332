/**
 * A heap of dense object ids by priority, least first, in which any object can be moved or removed.
 * Among equal priorities the one that was set first comes first, unless whoever sets them says
 * otherwise. O(log n) an operation; 24 bytes an object.
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
  /** When the priority was set, or what stands for it: breaks ties. */
  readonly #order: Float64Array;
  /** Index in the heap, or −1, by object. */
  readonly #position: Int32Array;
  #length = 0;
  /** Whether the first has been taken out, and nobody is at its place so far. */
  #headless = false;
  #clock = 0;

  /** A heap of any of the objects 0 to `objects` − 1, empty at first. */
  constructor(objects: number) {
    this.#heap = new Int32Array(objects);
    this.#priority = new Float64Array(objects);
    this.#order = new Float64Array(objects);
    this.#position = new Int32Array(objects).fill(-1);
  }

  get length(): number {
    return this.#headless ? this.#length - 1 : this.#length;
  }

  /** Whether an object is in the heap. */
  has(object: ObjectId): boolean {
    return this.#position[object]! >= 0;
  }

  /** The object of least priority; undefined behaviour when the heap is empty. */
  get first(): ObjectId {
    if (this.#headless) this.#close();
    return this.#heap[0]! as ObjectId;
  }

  /** The priority of an object that is in the heap. */
  priorityOf(object: ObjectId): number {
    return this.#priority[this.#position[object]!]!;
  }

  /** Puts an object in, or moves it to its new priority; among equals the one of least order comes first. */
  set(object: ObjectId, priority: number, order = this.#clock++): void {
    const present = this.#position[object]! >= 0;
    if (this.#headless && present) this.#close();
    const at = present ? this.#position[object]! : this.#headless ? 0 : this.#length++;
    this.#headless = false;
    this.#heap[at] = object;
    this.#priority[at] = priority;
    this.#order[at] = order;
    this.#settle(at);
  }

  /** Takes out an object that is in the heap. */
  remove(object: ObjectId): void {
    if (this.#headless) this.#close();
    const at = this.#position[object]!;
    this.#position[object] = -1;
    // One that goes makes room for one that comes, more often than not: its place is kept for that.
    if (at === 0) this.#headless = true;
    else this.#fill(at);
  }

  /**
   * Puts the object that was removed last, or last before those that are restored already, back with
   * the priority and the place among ties that it had. Nothing may have been put in meanwhile.
   */
  restore(): void {
    if (this.#headless) {
      this.#headless = false;
      this.#position[this.#heap[0]!] = 0;
      return;
    }
    this.#settle(this.#length++);
  }

  /** Nobody comes to the place of the first. */
  #close(): void {
    this.#headless = false;
    this.#fill(0);
  }

  /** The last takes the place of the object at an index, which stays behind the heap as it was. */
  #fill(at: number): void {
    const end = --this.#length;
    if (at === end) return;
    const object = this.#heap[at]!;
    const priority = this.#priority[at]!;
    const order = this.#order[at]!;
    this.#move(end, at);
    this.#heap[end] = object;
    this.#priority[end] = priority;
    this.#order[end] = order;
    this.#settle(at);
  }

  /** Moves the object at an index, which may be out of order there, to where it belongs. */
  #settle(at: number): void {
    // Numbers that are not whole are kept in the arrays: to hand them on as arguments takes memory.
    const priorities = this.#priority;
    const orders = this.#order;
    const object = this.#heap[at]!;
    const priority = priorities[at]!;
    const order = orders[at]!;
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> CHILD_BITS;
      const above = priorities[parent]!;
      if (above < priority || (above === priority && orders[parent]! < order)) break;
      this.#move(parent, hole);
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
      this.#move(child, hole);
      hole = child;
    }
    this.#heap[hole] = object;
    priorities[hole] = priority;
    orders[hole] = order;
    this.#position[object] = hole;
  }

  #move(from: number, to: number): void {
    const object = this.#heap[from]!;
    this.#heap[to] = object;
    this.#priority[to] = this.#priority[from]!;
    this.#order[to] = this.#order[from]!;
    this.#position[object] = to;
  }
}
