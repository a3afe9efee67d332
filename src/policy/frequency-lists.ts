/**
 * Objects by how often they were asked for, the most recent first among equals, in one list for each
 * frequency that occurs. Every operation is O(1). Source: Shah, Mitra and Matani, "An O(1) algorithm
 * for implementing the LFU cache eviction scheme", 2010. 16 bytes an object, and 32 for each
 * frequency that occurs at a time.
 */

import type { ObjectId } from "../request.ts";

/** Entries of a node. */
const NODE = 4;
const NODE_BITS = 2;
const PREVIOUS = 1;
const LIST = 2;
/** The list of frequency 0, which is always empty: the lists are a ring, and it is their beginning. */
const ZERO = 0;

export class FrequencyLists {
  readonly #objects: number;
  /**
   * Of each object side by side: where the next and the previous node stand, the list that it is in, and
   * nothing, so that a cache line has all of it. Node `objects + l` is the sentinel between the last and
   * the first object of list l.
   */
  #nodes: Int32Array;
  /** By list: its frequency, and the lists of the next higher and the next lower one that occur. */
  #frequency = new Float64Array(64);
  #higher = new Int32Array(64);
  #lower = new Int32Array(64);
  /** Lists that are not in use, from `higher` to `higher`; ZERO for no more. */
  #free = ZERO;
  #used = 1;

  /** Lists of any of the objects 0 to `objects` − 1, empty at first. */
  constructor(objects: number) {
    this.#objects = objects;
    this.#nodes = new Int32Array(NODE * (objects + 64));
  }

  /** Of the objects that were asked for least often the stalest; not valid when there is none. */
  get last(): ObjectId {
    const sentinel = NODE * (this.#objects + this.#higher[ZERO]!);
    return (this.#nodes[sentinel + PREVIOUS]! >> NODE_BITS) as ObjectId;
  }

  /** An object that is in no list has been asked for once. */
  add(object: ObjectId): void {
    this.#put(object, this.#listOver(ZERO));
  }

  /** An object that is in a list has been asked for once more. */
  raise(object: ObjectId): void {
    const list = this.#nodes[NODE * object + LIST]!;
    const above = this.#listOver(list);
    this.#take(object);
    this.#put(object, above);
    this.#freeIfEmpty(list);
  }

  /** Takes an object that is in a list out of it. */
  remove(object: ObjectId): void {
    this.#take(object);
    this.#freeIfEmpty(this.#nodes[NODE * object + LIST]!);
  }

  /** The list of the frequency that is greater by one, made where there is none. */
  #listOver(list: number): number {
    const above = this.#higher[list]!;
    const frequency = this.#frequency[list]! + 1;
    if (above !== ZERO && this.#frequency[above] === frequency) return above;
    const made = this.#claim();
    const sentinel = NODE * (this.#objects + made);
    this.#nodes[sentinel] = sentinel;
    this.#nodes[sentinel + PREVIOUS] = sentinel;
    this.#frequency[made] = frequency;
    this.#higher[made] = above;
    this.#lower[made] = list;
    this.#higher[list] = made;
    this.#lower[above] = made;
    return made;
  }

  #put(object: ObjectId, list: number): void {
    const nodes = this.#nodes;
    const node = NODE * object;
    const sentinel = NODE * (this.#objects + list);
    const first = nodes[sentinel]!;
    nodes[node] = first;
    nodes[node + PREVIOUS] = sentinel;
    nodes[node + LIST] = list;
    nodes[first + PREVIOUS] = node;
    nodes[sentinel] = node;
  }

  #take(object: ObjectId): void {
    const nodes = this.#nodes;
    const after = nodes[NODE * object]!;
    const before = nodes[NODE * object + PREVIOUS]!;
    nodes[before] = after;
    nodes[after + PREVIOUS] = before;
  }

  #freeIfEmpty(list: number): void {
    const sentinel = NODE * (this.#objects + list);
    if (this.#nodes[sentinel] !== sentinel) return;
    const above = this.#higher[list]!;
    const below = this.#lower[list]!;
    this.#higher[below] = above;
    this.#lower[above] = below;
    this.#higher[list] = this.#free;
    this.#free = list;
  }

  #claim(): number {
    if (this.#free !== ZERO) {
      const list = this.#free;
      this.#free = this.#higher[list]!;
      return list;
    }
    if (this.#used === this.#frequency.length) this.#grow();
    return this.#used++;
  }

  #grow(): void {
    const lists = 2 * this.#used;
    this.#frequency = wider(this.#frequency, new Float64Array(lists));
    this.#higher = wider(this.#higher, new Int32Array(lists));
    this.#lower = wider(this.#lower, new Int32Array(lists));
    this.#nodes = wider(this.#nodes, new Int32Array(NODE * (this.#objects + lists)));
  }
}

function wider<A extends Int32Array | Float64Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
