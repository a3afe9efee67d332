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
import { NOWHERE, noPlaces, ObjectLog } from "./object-log.ts";
import { definePolicy, type Policy } from "./policy.ts";

/** The two logs: what was asked for once lately, and what was asked for again. */
const ONCE = 0;
const AGAIN = 1;

export const arc = definePolicy({
  name: "arc",
  summary: "balances recency and frequency by what it regrets having evicted",
  source: "Megiddo and Modha, ARC, FAST'03, figure 4",
  parameters: {},
  caches: true,
  bytesPerObject: () => 20,
  create: ({ sizes, capacity }) => new Arc(sizes, capacity),
});

class Arc implements Policy {
  readonly #sizes: Float64Array;
  readonly #capacity: Bytes;
  /** By object, as the logs have it: its lowest bit tells which. */
  readonly #places: Int32Array;
  /** T1, remembering B1; T2, remembering B2. */
  readonly #once: ObjectLog;
  readonly #again: ObjectLog;
  /** Bytes of T1, T2, B1 and B2. */
  readonly #held = new Float64Array(2);
  readonly #remembered = new Float64Array(2);
  /** Bytes that T1 should hold. */
  #target = 0;
  /** Where the newcomer was remembered, as a log's number; or NOWHERE. */
  #from = NOWHERE;

  constructor(sizes: Float64Array, capacity: Bytes) {
    this.#sizes = sizes;
    this.#capacity = capacity;
    this.#places = noPlaces(sizes.length);
    this.#once = new ObjectLog(this.#places, ONCE);
    this.#again = new ObjectLog(this.#places, AGAIN);
  }

  hit(object: ObjectId): void {
    if ((this.#places[object]! & 1) === ONCE) {
      const size = this.#sizes[object]!;
      this.#held[ONCE]! -= size;
      this.#held[AGAIN]! += size;
    }
    this.#again.push(object);
  }

  admits(object: ObjectId, size: Bytes): boolean {
    const place = this.#places[object]!;
    this.#from = place === NOWHERE ? NOWHERE : place & 1;
    if (this.#from === NOWHERE) return true;
    const remembered = this.#remembered;
    if (this.#from === ONCE) {
      const step = size * Math.max(1, remembered[AGAIN]! / remembered[ONCE]!);
      this.#target = Math.min(this.#capacity, this.#target + step);
    } else {
      const step = size * Math.max(1, remembered[ONCE]! / remembered[AGAIN]!);
      this.#target = Math.max(0, this.#target - step);
    }
    return true;
  }

  inserted(object: ObjectId, size: Bytes): void {
    const held = this.#held;
    const remembered = this.#remembered;
    const capacity = this.#capacity;
    if (this.#from === NOWHERE) {
      held[ONCE]! += size;
      this.#once.push(object);
    } else {
      remembered[this.#from]! -= size;
      held[AGAIN]! += size;
      this.#again.push(object);
    }
    // Figure 4 trims the ghosts before it makes room and leaves out a ghost that would be
    // trimmed at once; to trim them last comes to the same.
    while (held[ONCE]! + remembered[ONCE]! > capacity && this.#forget(this.#once, ONCE));
    while (
      held[ONCE]! + held[AGAIN]! + remembered[ONCE]! + remembered[AGAIN]! > 2 * capacity &&
      this.#forget(this.#again, AGAIN)
    );
  }

  victim(): ObjectId {
    const held = this.#held[ONCE]!;
    const recent = held > this.#target || (this.#from === AGAIN && held === this.#target);
    const first = recent ? this.#once.oldest : this.#again.oldest;
    if (first !== NOWHERE) return first;
    return recent ? this.#again.oldest : this.#once.oldest;
  }

  removed(object: ObjectId): void {
    const log = this.#places[object]! & 1;
    const size = this.#sizes[object]!;
    this.#held[log]! -= size;
    this.#remembered[log]! += size;
    if (log === ONCE) this.#once.remember(object);
    else this.#again.remember(object);
  }

  /** Forgets the oldest of those that a log remembers; false where there is none. */
  #forget(log: ObjectLog, number: number): boolean {
    const object = log.oldestRemembered;
    if (object === NOWHERE) return false;
    this.#remembered[number]! -= this.#sizes[object]!;
    log.remove(object);
    return true;
  }
}
