/**
 * A doubly linked list over dense object ids, in two typed arrays. Every operation is O(1) and
 * allocates nothing; 8 bytes an object.
 */

import type { ObjectId } from "../request.ts";

export class RecencyList {
  // Index `objects` is a sentinel between the last and the first, so that no end is a special case.
  readonly #sentinel: number;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;

  /** A list of any of the objects 0 to `objects` − 1, empty at first. */
  constructor(objects: number) {
    this.#sentinel = objects;
    this.#next = new Int32Array(objects + 1);
    this.#previous = new Int32Array(objects + 1);
    this.#next[objects] = objects;
    this.#previous[objects] = objects;
  }

  get empty(): boolean {
    return this.#next[this.#sentinel] === this.#sentinel;
  }

  /** The object at the front; not a valid id when the list is empty. */
  get first(): ObjectId {
    return this.#next[this.#sentinel] as ObjectId;
  }

  /** The object at the back; not a valid id when the list is empty. */
  get last(): ObjectId {
    return this.#previous[this.#sentinel] as ObjectId;
  }

  /** Puts an object that is not in the list at its front. */
  unshift(object: ObjectId): void {
    const first = this.#next[this.#sentinel]!;
    this.#next[object] = first;
    this.#previous[object] = this.#sentinel;
    this.#previous[first] = object;
    this.#next[this.#sentinel] = object;
  }

  /** Takes an object that is in the list out of it. */
  remove(object: ObjectId): void {
    const next = this.#next[object]!;
    const previous = this.#previous[object]!;
    this.#next[previous] = next;
    this.#previous[next] = previous;
  }

  /** Moves an object that is in the list to its front. */
  moveToFront(object: ObjectId): void {
    this.remove(object);
    this.unshift(object);
  }
}
