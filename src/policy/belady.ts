/**
 * Belady's rule: the object whose next request is furthest away goes first. It knows the future, so
 * it is a bound and no policy to run: with equal sizes, and the right to turn a newcomer away, no
 * policy has more hits. It is blind to sizes, and where they differ it is no bound at all. Source:
 * Belady, "A Study of Replacement Algorithms for a Virtual-Storage Computer", IBM Systems Journal
 * 5(2), 1966. Among objects that are never asked for again the stalest goes first, which moves no hit.
 * What it knows is the requests of all: of several caches side by side, each takes itself for the only one.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes } from "../units.ts";
import { Contest } from "./contest.ts";
import { type Future, Upcoming } from "./future.ts";
import { NumberSet } from "./number-set.ts";
import { ObjectHeap } from "./object-heap.ts";
import { NOWHERE, noPlaces, ObjectLog } from "./object-log.ts";
import { definePolicy, type Policy, type RemovalReason } from "./policy.ts";

export const belady = definePolicy({
  name: "belady",
  summary: "knows the future: evicts the object whose next request is furthest away",
  source: "Belady, IBM Systems Journal 5(2), 1966",
  parameters: {
    bypass: {
      choices: ["no", "yes"],
      default: "no",
      description: "whether a newcomer that would have to go first is not kept at all",
    },
  },
  needs: ["future"],
  caches: true,
  bytesPerObject: ({ bypass }) => (bypass === "yes" ? 24 : 12.125),
  create({ sizes, future }, { bypass }) {
    if (!future) throw new Error("belady knows the future");
    return bypass === "yes" ? new Chooser(sizes, future) : new Belady(sizes.length, future);
  },
});

/** Residents that are kept in order because they may go next; half of those go back when they are more. */
const READY = 64;

/**
 * Residents by their next requests, of which no two are the same. Whoever goes is nearly always one of
 * a few that came last: those asked for last of all are kept in order, the others in a set of numbers,
 * an eighth of a byte for each request of the workload.
 */
class Belady implements Policy {
  readonly #upcoming: Upcoming;
  readonly #objectOf: Uint32Array;
  readonly #resident: Int32Array;
  /** Next requests in ascending order, and whose they are; none in the set is greater. */
  readonly #readyNext = new Uint32Array(READY);
  readonly #readyObject = new Uint32Array(READY);
  #ready = 0;
  /** What was a next request stays in here and there until it comes up. */
  readonly #others: NumberSet;
  /** Residents that are never asked for again. */
  readonly #finished: ObjectLog;

  constructor(objects: number, future: Future) {
    this.#upcoming = new Upcoming(future);
    this.#objectOf = future.object;
    this.#others = new NumberSet(future.never);
    this.#resident = new Int32Array((objects + 31) >>> 5);
    this.#finished = new ObjectLog(noPlaces(objects));
  }

  hit(object: ObjectId): void {
    this.#note(object, this.#upcoming.advance(object));
  }

  miss(object: ObjectId): void {
    this.#upcoming.advance(object);
  }

  inserted(object: ObjectId): void {
    this.#resident[object >>> 5]! |= 1 << object;
    this.#note(object, this.#upcoming.of(object));
  }

  victim(): ObjectId {
    const finished = this.#finished.oldest;
    if (finished !== NOWHERE) return finished;
    for (;;) {
      if (this.#ready === 0) this.#makeReady();
      const last = this.#ready - 1;
      const object = this.#readyObject[last]! as ObjectId;
      if (this.#awaits(object, this.#readyNext[last]!)) return object;
      this.#ready = last;
    }
  }

  removed(object: ObjectId, reason: RemovalReason): void {
    this.#resident[object >>> 5]! &= ~(1 << object);
    if (this.#ready > 0 && this.#readyObject[this.#ready - 1] === object) this.#ready--;
    if (reason === "dropped" || this.#finished.oldest === object) this.#finished.remove(object);
  }

  /** Whether an object is resident and asked for next by that request. */
  #awaits(object: ObjectId, request: number): boolean {
    const resident = (this.#resident[object >>> 5]! & (1 << object)) !== 0;
    return resident && this.#upcoming.awaits(object, request);
  }

  #note(object: ObjectId, next: number): void {
    if (next === this.#upcoming.never) {
      this.#finished.push(object);
      return;
    }
    if (this.#ready === 0 || next < this.#readyNext[0]!) {
      this.#others.add(next);
      return;
    }
    let at = this.#ready++;
    for (; at > 0 && this.#readyNext[at - 1]! > next; at--) {
      this.#readyNext[at] = this.#readyNext[at - 1]!;
      this.#readyObject[at] = this.#readyObject[at - 1]!;
    }
    this.#readyNext[at] = next;
    this.#readyObject[at] = object;
    if (this.#ready === READY) this.#putBack();
  }

  /** Half of those that may go next are no longer kept in order. */
  #putBack(): void {
    const back = READY / 2;
    for (let i = 0; i < back; i++) this.#others.add(this.#readyNext[i]!);
    this.#readyNext.copyWithin(0, back);
    this.#readyObject.copyWithin(0, back);
    this.#ready -= back;
  }

  /** Those of the others that are asked for last. */
  #makeReady(): void {
    let first = READY / 2;
    while (first > 0) {
      const next = this.#others.greatest;
      // What has passed is nobody's next any more.
      if (next < this.#upcoming.passed) break;
      this.#others.delete(next);
      const object = this.#objectOf[next]! as ObjectId;
      if (!this.#awaits(object, next)) continue;
      this.#readyNext[--first] = next;
      this.#readyObject[first] = object;
    }
    this.#readyNext.copyWithin(0, first, READY / 2);
    this.#readyObject.copyWithin(0, first, READY / 2);
    this.#ready = READY / 2 - first;
  }
}

/** The same in a heap, against which a newcomer can be held. */
class Chooser implements Policy {
  readonly #upcoming: Upcoming;
  readonly #residents: ObjectHeap;
  readonly #contest: Contest;

  constructor(sizes: Float64Array, future: Future) {
    this.#upcoming = new Upcoming(future);
    this.#residents = new ObjectHeap(sizes.length);
    this.#contest = new Contest(this.#residents, sizes);
  }

  hit(object: ObjectId): void {
    this.#residents.set(object, -this.#upcoming.advance(object));
  }

  miss(object: ObjectId): void {
    this.#upcoming.advance(object);
  }

  admits(object: ObjectId, size: Bytes, room: Bytes): boolean {
    return this.#contest.wins(-this.#upcoming.of(object), size, room);
  }

  inserted(object: ObjectId): void {
    this.#residents.set(object, -this.#upcoming.of(object));
  }

  victim(): ObjectId {
    return this.#residents.first;
  }

  removed(object: ObjectId): void {
    this.#residents.remove(object);
  }
}
