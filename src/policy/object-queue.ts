/**
 * A queue of dense object ids in a ring: who comes and who goes stand side by side in memory, where
 * those of a linked list lie anywhere, and as near each other as they can. Whoever is taken out of the middle stays in the ring as a gap.
 * Every operation is O(1) amortised; 8 bytes an object, and one more once there has been a gap.
 */

import type { ObjectId } from "../request.ts";

/** An object may have as many as a byte counts. */
const MOST_GAPS = 255;
/** The least room of a ring. */
const LEAST = 256;

export class ObjectQueue {
  // Twice as long as what it must hold: gaps are closed once in as many arrivals as objects.
  readonly #ring: Int32Array;
  /** Places that are in use so far: a short ring stays near the processor. */
  #room: number;
  #front = 0;
  #back = 0;
  /** Places from front to back, gaps among them. */
  #length = 0;
  #gaps = 0;
  /** By object: how many of its places are gaps, which are those nearest the front. */
  #gapsOf: Uint8Array | undefined;
  readonly #objects: number;

  /** A queue of any of the objects 0 to `objects` − 1, empty at first. */
  constructor(objects: number) {
    this.#objects = objects;
    this.#ring = new Int32Array(2 * objects);
    this.#room = Math.min(LEAST, this.#ring.length);
  }

  get empty(): boolean {
    return this.#length === this.#gaps;
  }

  /** The object at the front; not a valid id when the queue is empty. */
  get first(): ObjectId {
    if (this.#gaps > 0) this.#passGaps();
    return this.#ring[this.#front]! as ObjectId;
  }

  /** Puts an object that is not in the queue at its back. */
  push(object: ObjectId): void {
    if (this.#length === this.#room) this.#makeRoom();
    this.#ring[this.#back] = object;
    this.#back = this.#back + 1 === this.#room ? 0 : this.#back + 1;
    this.#length++;
  }

  /** Takes an object out if it is the first; true if it was. */
  shift(object: ObjectId): boolean {
    if (this.#length === 0 || this.first !== object) return false;
    this.#shift();
    return true;
  }

  /** Takes an object that is in the queue out of it. */
  remove(object: ObjectId): void {
    if (this.shift(object)) return;
    this.#gapsOf ??= new Uint8Array(this.#objects);
    if (this.#gapsOf[object] === MOST_GAPS) this.#closeGaps();
    this.#gapsOf[object]!++;
    this.#gaps++;
  }

  /** Moves the first object to the back. */
  toBack(): void {
    const object = this.first;
    this.#shift();
    this.#ring[this.#back] = object;
    this.#back = this.#back + 1 === this.#room ? 0 : this.#back + 1;
    this.#length++;
  }

  #passGaps(): void {
    while (this.#gaps > 0 && this.#gapsOf![this.#ring[this.#front]!]! > 0) {
      this.#gapsOf![this.#ring[this.#front]!]!--;
      this.#gaps--;
      this.#shift();
    }
  }

  #shift(): void {
    this.#front = this.#front + 1 === this.#room ? 0 : this.#front + 1;
    this.#length--;
  }

  /** The ring is full: of gaps, or it becomes longer. */
  #makeRoom(): void {
    if (2 * this.#gaps >= this.#length || this.#room === this.#ring.length) {
      this.#closeGaps();
      return;
    }
    const ring = this.#ring;
    const wrapped = ring.slice(0, this.#front);
    const room = Math.min(2 * this.#room, ring.length);
    this.#back = this.#room;
    for (const object of wrapped) {
      ring[this.#back] = object;
      this.#back = this.#back + 1 === room ? 0 : this.#back + 1;
    }
    this.#room = room;
  }

  #closeGaps(): void {
    const ring = this.#ring;
    const places = this.#length;
    this.#back = this.#front;
    this.#length = 0;
    for (let i = 0, place = this.#front; i < places; i++) {
      const object = ring[place]!;
      if (this.#gapsOf![object]! > 0) this.#gapsOf![object]!--;
      else this.push(object as ObjectId);
      place = place + 1 === this.#room ? 0 : place + 1;
    }
    this.#gaps = 0;
  }
}
