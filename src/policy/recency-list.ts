/**
 * Doubly linked lists over dense object ids, in two typed arrays. Every operation is O(1) and
 * allocates nothing; 8 bytes an object, however many lists there are.
 */

import type { ObjectId } from "../request.ts";

/** Several lists that share their room: an object is in at most one of them at a time. */
export class RecencyLists {
  // Index `objects + l` is the sentinel between the last and the first of list l, so that no end is
  // a special case.
  readonly #objects: number;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;

  /** `lists` lists of any of the objects 0 to `objects` − 1, empty at first. */
  constructor(objects: number, lists: number) {
    this.#objects = objects;
    this.#next = new Int32Array(objects + lists).map((_, i) => i);
    this.#previous = new Int32Array(this.#next);
  }

  /** Whether a list has no object. */
  empty(list: number): boolean {
    const sentinel = this.#objects + list;
    return this.#next[sentinel] === sentinel;
  }

  /** The object at the back of a list; not a valid id when the list is empty. */
  last(list: number): ObjectId {
    return this.#previous[this.#objects + list] as ObjectId;
  }

  /** The neighbour of an object in a list that is nearer the front; undefined for the first. */
  before(object: ObjectId): ObjectId | undefined {
    const previous = this.#previous[object]!;
    return previous >= this.#objects ? undefined : (previous as ObjectId);
  }

  /** Puts an object that is in no list at the front of one. */
  unshift(list: number, object: ObjectId): void {
    link(this.#next, this.#previous, this.#objects + list, object);
  }

  /** Takes an object that is in a list out of it. */
  remove(object: ObjectId): void {
    unlink(this.#next, this.#previous, object);
  }

  /** Moves an object that is in a list to the front of one, the same or another. */
  moveToFront(list: number, object: ObjectId): void {
    unlink(this.#next, this.#previous, object);
    link(this.#next, this.#previous, this.#objects + list, object);
  }
}

/** One list. */
export class RecencyList {
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

  /** The neighbour of an object in the list that is nearer the front; undefined for the first. */
  before(object: ObjectId): ObjectId | undefined {
    const previous = this.#previous[object]!;
    return previous === this.#sentinel ? undefined : (previous as ObjectId);
  }

  /** Puts an object that is not in the list at its front. */
  unshift(object: ObjectId): void {
    link(this.#next, this.#previous, this.#sentinel, object);
  }

  /** Takes an object that is in the list out of it. */
  remove(object: ObjectId): void {
    unlink(this.#next, this.#previous, object);
  }

  /** Moves an object that is in the list to its front. */
  moveToFront(object: ObjectId): void {
    unlink(this.#next, this.#previous, object);
    link(this.#next, this.#previous, this.#sentinel, object);
  }
}

function link(next: Int32Array, previous: Int32Array, sentinel: number, object: number): void {
  const first = next[sentinel]!;
  next[object] = first;
  previous[object] = sentinel;
  previous[first] = object;
  next[sentinel] = object;
}

function unlink(next: Int32Array, previous: Int32Array, object: number): void {
  const after = next[object]!;
  const before = previous[object]!;
  next[before] = after;
  previous[after] = before;
}
