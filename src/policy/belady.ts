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
import { definePolicy, type Policy } from "./policy.ts";

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
  bytesPerObject: ({ bypass }) => (bypass === "yes" ? 28 : 16),
  create({ sizes, future }, { bypass }) {
    if (!future) throw new Error("belady knows the future");
    return bypass === "yes" ? new Chooser(sizes, future) : new Belady(sizes.length, future);
  },
});

/**
 * Residents by their next requests, of which no two are the same: a set of numbers, an eighth of a byte
 * for each request of the workload.
 */
class Belady implements Policy {
  readonly #upcoming: Upcoming;
  readonly #objectOf: Uint32Array;
  readonly #next: NumberSet;
  /** Residents that are never asked for again. */
  readonly #finished: ObjectLog;

  constructor(objects: number, future: Future) {
    this.#upcoming = new Upcoming(future);
    this.#objectOf = future.object;
    this.#next = new NumberSet(future.never);
    this.#finished = new ObjectLog(noPlaces(objects));
  }

  approach(objects: Uint32Array, from: number, to: number): number {
    return this.#upcoming.approach(objects, from, to);
  }

  hit(object: ObjectId): void {
    this.removed(object);
    this.#upcoming.advance(object);
    this.inserted(object);
  }

  miss(object: ObjectId): void {
    this.#upcoming.advance(object);
  }

  inserted(object: ObjectId): void {
    const next = this.#upcoming.of(object);
    if (next === this.#upcoming.never) this.#finished.push(object);
    else this.#next.add(next);
  }

  victim(): ObjectId {
    const finished = this.#finished.oldest;
    if (finished !== NOWHERE) return finished;
    return this.#objectOf[this.#next.greatest]! as ObjectId;
  }

  removed(object: ObjectId): void {
    const next = this.#upcoming.of(object);
    if (next === this.#upcoming.never) this.#finished.remove(object);
    else this.#next.delete(next);
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
