/**
 * A queue of dense object ids as a log, in which the last entry of an object is the one that counts:
 * to move an object to the back is to write it down once more, without a look at its neighbours. The
 * older part can be of objects that have gone and are remembered. Every operation is O(1) amortised but
 * to bring one forward; 8 bytes an object, of which only what is used is ever touched.
 */

import type { ObjectId } from "../request.ts";

/** Where an object stands that is in no log. */
export const NOWHERE = -1;
/** The least room of a log, and in how many times its live entries it may spread out. */
const LEAST = 256;
const SPREAD = 8;

/** Where each of so many objects stands: in the logs that share it each is in at most one. */
export function noPlaces(objects: number): Int32Array {
  return new Int32Array(objects).fill(NOWHERE);
}

export class ObjectLog {
  /** By object: twice its place in its log, plus the log's number; or NOWHERE. */
  readonly #places: Int32Array;
  readonly #number: 0 | 1;
  readonly #log: Int32Array;
  /** Entries beyond are not used so far. */
  #room: number;
  /** Of those remembered the oldest, of those present the oldest, and behind the newest. */
  #front = 0;
  #middle = 0;
  #end = 0;

  /** An empty log, of two that may share their places. */
  constructor(places: Int32Array, number: 0 | 1 = 0) {
    this.#places = places;
    this.#number = number;
    this.#log = new Int32Array(2 * places.length);
    this.#room = Math.min(LEAST, this.#log.length);
  }

  /** Puts an object at the back, wherever it is. */
  push(object: ObjectId): void {
    if (this.#end === this.#room) this.#closeGaps();
    this.#log[this.#end] = object;
    this.#places[object] = 2 * this.#end++ + this.#number;
  }

  /** The oldest of those present; NOWHERE for none. */
  get oldest(): ObjectId {
    const end = this.#end;
    for (let place = this.#middle; place < end; place++) {
      const object = this.#log[place]!;
      if (this.#places[object] === 2 * place + this.#number) {
        this.#middle = place;
        return object as ObjectId;
      }
    }
    this.#middle = end;
    return NOWHERE as ObjectId;
  }

  /** The oldest of those remembered; NOWHERE for none. */
  get oldestRemembered(): ObjectId {
    const middle = this.#middle;
    for (let place = this.#front; place < middle; place++) {
      const object = this.#log[place]!;
      if (this.#places[object] === 2 * place + this.#number) {
        this.#front = place;
        return object as ObjectId;
      }
    }
    this.#front = middle;
    return NOWHERE as ObjectId;
  }

  /** One of those present is remembered from now on, as the newest. O(1) for the oldest of them. */
  remember(object: ObjectId): void {
    const place = this.#places[object]! >> 1;
    if (place !== this.#middle) this.#bringForward(place);
    this.#middle++;
  }

  /** Takes an object out that stands in this log, or in the one that shares its places. */
  remove(object: ObjectId): void {
    this.#places[object] = NOWHERE;
  }

  /** To the front of those present. */
  #bringForward(place: number): void {
    const log = this.#log;
    const object = log[place]!;
    for (let from = place - 1; from >= this.#middle; from--) {
      const other = log[from]!;
      if (this.#places[other] === 2 * from + this.#number) this.#places[other]! += 2;
      log[from + 1] = other;
    }
    log[this.#middle] = object;
    this.#places[object] = 2 * this.#middle + this.#number;
  }

  #closeGaps(): void {
    const log = this.#log;
    const places = this.#places;
    const middle = this.#middle;
    let end = 0;
    for (let place = this.#front; place < this.#end; place++) {
      if (place === middle) this.#middle = end;
      const object = log[place]!;
      if (places[object] !== 2 * place + this.#number) continue;
      log[end] = object;
      places[object] = 2 * end++ + this.#number;
    }
    if (middle === this.#end) this.#middle = end;
    this.#front = 0;
    this.#end = end;
    while (SPREAD * end > this.#room && this.#room < log.length) {
      this.#room = Math.min(2 * this.#room, log.length);
    }
  }
}
