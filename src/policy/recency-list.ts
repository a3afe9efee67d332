/**
 * Doubly linked lists over dense object ids, in one typed array. Every operation is O(1) and
 * allocates nothing; 8 bytes an object, however many lists there are.
 */

import type { ObjectId } from "../request.ts";

/** Several lists that share their room: an object is in at most one of them at a time. */
export class RecencyLists {
  // A node is two entries side by side, so that they share a cache line: where the next and the
  // previous node stand. Node `objects + l` is the sentinel between the last and the first of list
  // l, so that no end is a special case.
  readonly #sentinels: number;
  readonly #links: Int32Array;

  /** `lists` lists of any of the objects 0 to `objects` − 1, empty at first. */
  constructor(objects: number, lists: number) {
    this.#sentinels = 2 * objects;
    this.#links = new Int32Array(2 * (objects + lists)).map((_, i) => i & ~1);
  }

  /** Whether a list has no object. */
  empty(list: number): boolean {
    const sentinel = this.#sentinels + 2 * list;
    return this.#links[sentinel] === sentinel;
  }

  /** The object at the back of a list; not a valid id when the list is empty. */
  last(list: number): ObjectId {
    return (this.#links[this.#sentinels + 2 * list + 1]! >> 1) as ObjectId;
  }

  /** The neighbour of an object in a list that is nearer the front; undefined for the first. */
  before(object: ObjectId): ObjectId | undefined {
    const previous = this.#links[2 * object + 1]!;
    return previous >= this.#sentinels ? undefined : ((previous >> 1) as ObjectId);
  }

  /** Puts an object that is in no list at the front of one. */
  unshift(list: number, object: ObjectId): void {
    link(this.#links, this.#sentinels + 2 * list, 2 * object);
  }

  /** Takes an object that is in a list out of it. */
  remove(object: ObjectId): void {
    unlink(this.#links, 2 * object);
  }

  /** Moves an object that is in a list to the front of one, the same or another. */
  moveToFront(list: number, object: ObjectId): void {
    unlink(this.#links, 2 * object);
    link(this.#links, this.#sentinels + 2 * list, 2 * object);
  }
}

/** One list. */
export class RecencyList {
  readonly #sentinel: number;
  readonly #links: Int32Array;

  /** A list of any of the objects 0 to `objects` − 1, empty at first. */
  constructor(objects: number) {
    this.#sentinel = 2 * objects;
    this.#links = new Int32Array(2 * (objects + 1));
    this.#links.fill(this.#sentinel, this.#sentinel);
  }

  get empty(): boolean {
    return this.#links[this.#sentinel] === this.#sentinel;
  }

  /** The object at the front; not a valid id when the list is empty. */
  get first(): ObjectId {
    return (this.#links[this.#sentinel]! >> 1) as ObjectId;
  }

  /** The object at the back; not a valid id when the list is empty. */
  get last(): ObjectId {
    return (this.#links[this.#sentinel + 1]! >> 1) as ObjectId;
  }

  /** The neighbour of an object in the list that is nearer the front; undefined for the first. */
  before(object: ObjectId): ObjectId | undefined {
    const previous = this.#links[2 * object + 1]!;
    return previous === this.#sentinel ? undefined : ((previous >> 1) as ObjectId);
  }

  /** Puts an object that is not in the list at its front. */
  unshift(object: ObjectId): void {
    link(this.#links, this.#sentinel, 2 * object);
  }

  /** Takes an object that is in the list out of it. */
  remove(object: ObjectId): void {
    unlink(this.#links, 2 * object);
  }

  /** Moves an object that is in the list to its front. */
  moveToFront(object: ObjectId): void {
    unlink(this.#links, 2 * object);
    link(this.#links, this.#sentinel, 2 * object);
  }
}

function link(links: Int32Array, sentinel: number, node: number): void {
  const first = links[sentinel]!;
  links[node] = first;
  links[node + 1] = sentinel;
  links[first + 1] = node;
  links[sentinel] = node;
}

function unlink(links: Int32Array, node: number): void {
  const after = links[node]!;
  const before = links[node + 1]!;
  links[before] = after;
  links[after + 1] = before;
}
