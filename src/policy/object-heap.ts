/**
 * A binary heap of dense object ids by priority, least first, in which any object can be moved or
 * removed. Among equal priorities the one that was set first comes first. O(log n) an operation;
 * 24 bytes an object.
 */

import type { ObjectId } from "../request.ts";

export class ObjectHeap {
  readonly #heap: Int32Array;
  /** Index in the heap, or −1, by object. */
  readonly #position: Int32Array;
  readonly #priority: Float64Array;
  /** When the priority was set, by object: breaks ties. */
  readonly #order: Float64Array;
  #length = 0;
  #clock = 0;

  /** A heap of any of the objects 0 to `objects` − 1, empty at first. */
  constructor(objects: number) {
    this.#heap = new Int32Array(objects);
    this.#position = new Int32Array(objects).fill(-1);
    this.#priority = new Float64Array(objects);
    this.#order = new Float64Array(objects);
  }

  get length(): number {
    return this.#length;
  }

  /** The object of least priority; undefined behaviour when the heap is empty. */
  get first(): ObjectId {
    return this.#heap[0]! as ObjectId;
  }

  /** The priority last set for an object. */
  priorityOf(object: ObjectId): number {
    return this.#priority[object]!;
  }

  /** Puts an object in, or moves it to its new priority. */
  set(object: ObjectId, priority: number): void {
    this.#priority[object] = priority;
    this.#order[object] = this.#clock++;
    this.#place(object);
  }

  /** Puts an object that was removed back, with the priority and the place among ties it had. */
  restore(object: ObjectId): void {
    this.#place(object);
  }

  /** Takes out an object that is in the heap. */
  remove(object: ObjectId): void {
    const at = this.#position[object]!;
    const last = this.#heap[--this.#length]!;
    this.#position[object] = -1;
    if (last !== object) this.#settle(last, at);
  }

  #place(object: ObjectId): void {
    const at = this.#position[object]!;
    this.#settle(object, at >= 0 ? at : this.#length++);
  }

  /** Moves an object from the hole at index `at` to where it belongs. */
  #settle(object: number, at: number): void {
    const heap = this.#heap;
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.#before(object, heap[parent]!)) break;
      this.#fill(hole, heap[parent]!);
      hole = parent;
    }
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.#length) break;
      if (child + 1 < this.#length && this.#before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#before(heap[child]!, object)) break;
      this.#fill(hole, heap[child]!);
      hole = child;
    }
    this.#fill(hole, object);
  }

  #fill(at: number, object: number): void {
    this.#heap[at] = object;
    this.#position[object] = at;
  }

  #before(a: number, b: number): boolean {
    const difference = this.#priority[a]! - this.#priority[b]!;
    return difference < 0 || (difference === 0 && this.#order[a]! < this.#order[b]!);
  }
}
