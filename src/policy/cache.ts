/** A cache in memory: residency, bytes and counts, whatever the policy. */

import { PolicyError } from "../errors.ts";
import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import type { Neighbour } from "./neighbour.ts";
import type { Policy, RemovalReason } from "./policy.ts";

export class Cache {
  readonly capacity: Bytes;
  /** Bytes held; never above {@link capacity}. */
  occupancy: Bytes = 0;
  /** Objects held: admissions − evictions − those dropped. */
  residents = 0;
  admissions = 0;
  /** Objects offered and not kept, those larger than the capacity among them. */
  rejections = 0;
  evictions = 0;
  readonly #policy: Policy;
  readonly #sizes: Float64Array;
  readonly #resident: Uint8Array;
  readonly #neighbour: Neighbour | undefined;

  /**
   * `sizes` is indexed by {@link ObjectId}, in bytes. `neighbour` is told of what is admitted,
   * declined and evicted.
   */
  constructor(capacity: Bytes, sizes: Float64Array, policy: Policy, neighbour?: Neighbour) {
    this.capacity = capacity;
    this.#sizes = sizes;
    this.#policy = policy;
    this.#neighbour = neighbour;
    this.#resident = new Uint8Array(sizes.length);
  }

  /** True if the object is held. Tells the policy nothing. */
  holds(object: ObjectId): boolean {
    return this.#resident[object] === 1;
  }

  /** Seconds that reading a held object takes beyond what memory takes. To be asked before lookup. */
  delayOf(object: ObjectId): Seconds {
    return this.#policy.delay?.(object) ?? 0;
  }

  /** Looks a requested object up and lets the policy know. True on a hit. */
  lookup(object: ObjectId, now: Seconds): boolean {
    if (this.#resident[object] === 1) {
      this.#policy.hit(object, now);
      return true;
    }
    this.#policy.miss?.(object, now);
    return false;
  }

  /**
   * Offers an object whose bytes have arrived: kept if it fits the capacity, the neighbour gives way
   * and the policy admits it, after as many evictions as it takes. True if the cache holds it now.
   * `cost` is what the request that brought it took, in seconds; 0 where nobody measured.
   * @throws {PolicyError} `VICTIM` when the policy names a victim that is not resident.
   */
  offer(object: ObjectId, now: Seconds, cost: Seconds = 0): boolean {
    if (this.#resident[object] === 1) return true;
    const size = this.#sizes[object]!;
    const policy = this.#policy;
    policy.fetched?.(object, cost, now);
    if (
      size > this.capacity ||
      this.#neighbour?.keeps(object) ||
      policy.admits?.(object, size, this.capacity - this.occupancy, now) === false
    ) {
      this.rejections++;
      this.#neighbour?.declined(object, now);
      return false;
    }
    // Before its victims go, so that they find the room that it leaves behind.
    this.#neighbour?.admitted(object, now);
    while (this.occupancy + size > this.capacity || policy.crowded?.() === true)
      this.#evict(policy.victim(now), now);
    this.#resident[object] = 1;
    this.occupancy += size;
    this.residents++;
    this.admissions++;
    policy.inserted(object, size, now);
    return true;
  }

  /** Lets go of an object, if it is held; no eviction, and the neighbour is not told. */
  drop(object: ObjectId): void {
    if (this.#resident[object] === 1) this.#remove(object, "dropped");
  }

  #evict(victim: ObjectId, now: Seconds): void {
    if (this.#resident[victim] !== 1) {
      throw new PolicyError(
        "VICTIM",
        `the policy named object ${victim} as victim, which is not resident`,
      );
    }
    this.#remove(victim, "evicted");
    this.evictions++;
    this.#neighbour?.evicted(victim, now);
  }

  #remove(object: ObjectId, reason: RemovalReason): void {
    this.#resident[object] = 0;
    this.occupancy -= this.#sizes[object]!;
    this.residents--;
    this.#policy.removed(object, reason);
  }
}
