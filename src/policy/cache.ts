/** A cache in memory: residency, bytes and counts, whatever the policy. */

import { PolicyError } from "../errors.ts";
import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import type { Policy } from "./policy.ts";

export class Cache {
  readonly capacity: Bytes;
  /** Bytes held; never above {@link capacity}. */
  occupancy: Bytes = 0;
  /** Objects held: admissions − evictions. */
  residents = 0;
  admissions = 0;
  /** Objects offered and not kept, those larger than the capacity among them. */
  rejections = 0;
  evictions = 0;
  readonly #policy: Policy;
  readonly #sizes: Float64Array;
  readonly #resident: Uint8Array;

  /** `sizes` is indexed by {@link ObjectId}, in bytes. */
  constructor(capacity: Bytes, sizes: Float64Array, policy: Policy) {
    this.capacity = capacity;
    this.#sizes = sizes;
    this.#policy = policy;
    this.#resident = new Uint8Array(sizes.length);
  }

  /** True if the object is held. Tells the policy nothing. */
  holds(object: ObjectId): boolean {
    return this.#resident[object] === 1;
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
   * Offers an object whose bytes have arrived: kept if it fits the capacity and the policy admits
   * it, after as many evictions as it takes. True if the cache holds it now.
   * @throws {PolicyError} `VICTIM` when the policy names a victim that is not resident.
   */
  offer(object: ObjectId, now: Seconds): boolean {
    if (this.#resident[object] === 1) return true;
    const size = this.#sizes[object]!;
    const policy = this.#policy;
    if (
      size > this.capacity ||
      policy.admits?.(object, size, this.capacity - this.occupancy, now) === false
    ) {
      this.rejections++;
      return false;
    }
    while (this.occupancy + size > this.capacity) this.#evict(policy.victim(now));
    this.#resident[object] = 1;
    this.occupancy += size;
    this.residents++;
    this.admissions++;
    policy.inserted(object, size, now);
    return true;
  }

  #evict(victim: ObjectId): void {
    if (this.#resident[victim] !== 1) {
      throw new PolicyError(
        "VICTIM",
        `the policy named object ${victim} as victim, which is not resident`,
      );
    }
    this.#resident[victim] = 0;
    this.occupancy -= this.#sizes[victim]!;
    this.residents--;
    this.evictions++;
    this.#policy.removed(victim, "evicted");
  }
}
