/**
 * ARC, the adaptive replacement cache: T1 holds what was asked for once lately, T2 what was asked
 * for again; B1 and B2 remember what left them, and a request for something remembered shifts the
 * target of T1 towards the list that should have kept it. Source: Megiddo and Modha, "ARC: A
 * Self-Tuning, Low Overhead Replacement Cache", FAST'03, figure 4.
 *
 * In bytes: lists are measured by the bytes of their objects, and the target moves by the size of
 * the object that was missed, times the paper's ratio of the two ghost lists. (libCacheSim moves it
 * by one a ghost hit, so that in bytes it hardly adapts.) With equal sizes it is the paper's ARC.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes } from "../units.ts";
import { definePolicy, type Policy } from "./policy.ts";
import { RecencyLists } from "./recency-list.ts";

const T1 = 0;
const T2 = 1;
const B1 = 2;
const B2 = 3;
const NOWHERE = 4;

export const arc = definePolicy({
  name: "arc",
  summary: "balances recency and frequency by what it regrets having evicted",
  source: "Megiddo and Modha, ARC, FAST'03, figure 4",
  parameters: {},
  caches: true,
  bytesPerObject: () => 9,
  create: ({ sizes, capacity }) => new Arc(sizes, capacity),
});

class Arc implements Policy {
  readonly #sizes: Float64Array;
  readonly #capacity: Bytes;
  readonly #lists: RecencyLists;
  /** The list that each object is in. */
  readonly #place: Uint8Array;
  /** By list. */
  readonly #bytes = new Float64Array(5);
  /** Bytes that T1 should hold. */
  #target = 0;
  /** The list that remembered the newcomer. */
  #from = NOWHERE;

  constructor(sizes: Float64Array, capacity: Bytes) {
    this.#sizes = sizes;
    this.#capacity = capacity;
    this.#lists = new RecencyLists(sizes.length, 4);
    this.#place = new Uint8Array(sizes.length).fill(NOWHERE);
  }

  hit(object: ObjectId): void {
    this.#put(object, T2);
    this.#lists.moveToFront(T2, object);
  }

  admits(object: ObjectId, size: Bytes): boolean {
    const bytes = this.#bytes;
    this.#from = this.#place[object]!;
    if (this.#from === B1) {
      const step = size * Math.max(1, bytes[B2]! / bytes[B1]!);
      this.#target = Math.min(this.#capacity, this.#target + step);
    } else if (this.#from === B2) {
      const step = size * Math.max(1, bytes[B1]! / bytes[B2]!);
      this.#target = Math.max(0, this.#target - step);
    }
    return true;
  }

  inserted(object: ObjectId): void {
    const lists = this.#lists;
    const bytes = this.#bytes;
    const capacity = this.#capacity;
    if (this.#from === NOWHERE) {
      this.#put(object, T1);
      lists.unshift(T1, object);
    } else {
      this.#put(object, T2);
      lists.moveToFront(T2, object);
    }
    // Figure 4 trims the ghosts before it makes room and leaves out a ghost that would be
    // trimmed at once; to trim them last comes to the same.
    while (bytes[T1]! + bytes[B1]! > capacity && !lists.empty(B1)) this.#forgetLast(B1);
    while (bytes[T1]! + bytes[T2]! + bytes[B1]! + bytes[B2]! > 2 * capacity && !lists.empty(B2)) {
      this.#forgetLast(B2);
    }
  }

  victim(): ObjectId {
    const lists = this.#lists;
    const held = this.#bytes[T1]!;
    const recent = held > this.#target || (this.#from === B2 && held === this.#target);
    return lists.last((recent && !lists.empty(T1)) || lists.empty(T2) ? T1 : T2);
  }

  removed(object: ObjectId): void {
    const ghosts = this.#place[object] === T1 ? B1 : B2;
    this.#put(object, ghosts);
    this.#lists.moveToFront(ghosts, object);
  }

  #forgetLast(list: number): void {
    const object = this.#lists.last(list);
    this.#put(object, NOWHERE);
    this.#lists.remove(object);
  }

  #put(object: ObjectId, list: number): void {
    const size = this.#sizes[object]!;
    this.#bytes[this.#place[object]!]! -= size;
    this.#bytes[list]! += size;
    this.#place[object] = list;
  }
}
