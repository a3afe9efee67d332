/** A cache in memory: residency, bytes and counts, whatever the policy. */

import type { BatchHits } from "../batch-hits.ts";
import { PolicyError } from "../errors.ts";
import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import type { Neighbour } from "./neighbour.ts";
import type { Policy, RemovalReason } from "./policy.ts";

/** What is known of the requests of a stretch beforehand; entries belong to them from the first on. */
export interface KnownRequests {
  /** Bytes of the object of request i. */
  readonly size: Float64Array;
  /** Seconds that request i takes as a miss: entry `2 * i`. */
  readonly latency: Float64Array;
}

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
  /**
   * A bit an object, `1 << object` modulo 32 in word `object >>> 5`: small enough to stay near the
   * processor, which waits for it most of all.
   */
  readonly #resident: Int32Array;
  readonly #neighbour: Neighbour | undefined;
  // Most policies leave most of the contract out: it is asked once, not at every request.
  readonly #learnsMisses: boolean;
  readonly #learnsCosts: boolean;
  readonly #chooses: boolean;
  readonly #crowds: boolean;
  readonly #delays: boolean;
  /** Whether hits, newcomers and victims are all that it wants to know. */
  readonly #plain: boolean;

  /**
   * `sizes` is indexed by {@link ObjectId}, in bytes. `neighbour` is told of what is admitted,
   * declined and evicted.
   */
  constructor(capacity: Bytes, sizes: Float64Array, policy: Policy, neighbour?: Neighbour) {
    this.capacity = capacity;
    this.#sizes = sizes;
    this.#policy = policy;
    this.#neighbour = neighbour;
    this.#resident = new Int32Array((sizes.length + 31) >>> 5);
    this.#learnsMisses = policy.miss !== undefined;
    this.#learnsCosts = policy.fetched !== undefined;
    this.#chooses = policy.admits !== undefined;
    this.#crowds = policy.crowded !== undefined;
    this.#delays = policy.delay !== undefined;
    this.#plain =
      policy.timeless === true &&
      !(this.#learnsMisses || this.#learnsCosts || this.#chooses || this.#crowds);
  }

  /** Whether reading a held object may take longer than memory takes. */
  get delays(): boolean {
    return this.#delays;
  }

  /** True if the object is held. Tells the policy nothing. */
  holds(object: ObjectId): boolean {
    return (this.#resident[object >>> 5]! & (1 << object)) !== 0;
  }

  /** Seconds that reading a held object takes beyond what memory takes. To be asked before lookup. */
  delayOf(object: ObjectId): Seconds {
    return this.#delays ? this.#policy.delay!(object) : 0;
  }

  /** Whether anybody wants to know what an offer has cost. */
  get learnsCosts(): boolean {
    return this.#learnsCosts;
  }

  /** Looks a requested object up and lets the policy know. True on a hit. */
  lookup(object: ObjectId, now: Seconds): boolean {
    if ((this.#resident[object >>> 5]! & (1 << object)) !== 0) {
      this.#policy.hit(object, now);
      return true;
    }
    if (this.#learnsMisses) this.#policy.miss!(object, now);
    return false;
  }

  /**
   * A stretch of requests, each {@link lookup looked up} and, where it is a miss, {@link offer
   * offered} at once: for a cache without a neighbour, whose fills take no time. Request `from + i` is
   * for `objects[from + i]` at `times[from + i]`, and number i of those in `known` and in `hits`, which
   * are left as they are now.
   * @throws {PolicyError} as offer does.
   */
  replay(
    objects: Uint32Array,
    times: Float64Array,
    from: number,
    to: number,
    known: KnownRequests,
    hits: BatchHits,
  ): void {
    // The newcomer's size comes from the stretch, where it is the next to be read; a victim's does not.
    const { size: newSizes, latency } = known;
    const { flags, numbers } = hits;
    const { capacity } = this;
    const policy = this.#policy;
    const sizes = this.#sizes;
    const resident = this.#resident;
    const learnsMisses = this.#learnsMisses;
    const learnsCosts = this.#learnsCosts;
    const chooses = this.#chooses;
    const crowds = this.#crowds;
    const plain = this.#plain;
    flags.fill(0, 0, to - from);
    let count = 0;
    let rejections = 0;
    let evictions = 0;
    let { occupancy } = this;
    for (let i = from; i < to; i++) {
      const object = objects[i]! as ObjectId;
      const now = plain ? 0 : times[i]!;
      if ((resident[object >>> 5]! & (1 << object)) !== 0) {
        flags[i - from] = 1;
        numbers[count++] = i - from;
        policy.hit(object, now);
        continue;
      }
      if (!plain) {
        if (learnsMisses) policy.miss!(object, now);
        if (learnsCosts) policy.fetched!(object, latency[2 * (i - from)]!, now);
      }
      const size = newSizes[i - from]!;
      if (
        size > capacity ||
        (!plain && chooses && policy.admits!(object, size, capacity - occupancy, now) === false)
      ) {
        rejections++;
        continue;
      }
      while (occupancy + size > capacity || (!plain && crowds && policy.crowded!())) {
        const victim = policy.victim(now);
        if ((resident[victim >>> 5]! & (1 << victim)) === 0) throw notResident(victim);
        resident[victim >>> 5]! ^= 1 << victim;
        occupancy -= sizes[victim]!;
        evictions++;
        policy.removed(victim, "evicted");
      }
      resident[object >>> 5]! ^= 1 << object;
      occupancy += size;
      policy.inserted(object, size, now);
    }
    hits.count = count;
    const admissions = to - from - count - rejections;
    this.occupancy = occupancy;
    this.residents += admissions - evictions;
    this.admissions += admissions;
    this.rejections += rejections;
    this.evictions += evictions;
  }

  /**
   * Offers an object whose bytes have arrived: kept if it fits the capacity, the neighbour gives way
   * and the policy admits it, after as many evictions as it takes. True if the cache holds it now.
   * `cost` is what the request that brought it took, in seconds; 0 where nobody measured.
   * @throws {PolicyError} `VICTIM` when the policy names a victim that is not resident.
   */
  offer(object: ObjectId, now: Seconds, cost: Seconds = 0): boolean {
    if ((this.#resident[object >>> 5]! & (1 << object)) !== 0) return true;
    const size = this.#sizes[object]!;
    const policy = this.#policy;
    if (this.#learnsCosts) policy.fetched!(object, cost, now);
    if (
      size > this.capacity ||
      this.#neighbour?.keeps(object) ||
      (this.#chooses && policy.admits!(object, size, this.capacity - this.occupancy, now) === false)
    ) {
      this.rejections++;
      this.#neighbour?.declined(object, now);
      return false;
    }
    // Before its victims go, so that they find the room that it leaves behind.
    this.#neighbour?.admitted(object, now);
    while (this.occupancy + size > this.capacity || (this.#crowds && policy.crowded!()))
      this.#evict(policy.victim(now), now);
    this.#add(object);
    this.admissions++;
    policy.inserted(object, size, now);
    return true;
  }

  /** Lets go of an object, if it is held; no eviction, and the neighbour is not told. */
  drop(object: ObjectId): void {
    if ((this.#resident[object >>> 5]! & (1 << object)) !== 0) this.#remove(object, "dropped");
  }

  #evict(victim: ObjectId, now: Seconds): void {
    if ((this.#resident[victim >>> 5]! & (1 << victim)) === 0) throw notResident(victim);
    this.#remove(victim, "evicted");
    this.evictions++;
    this.#neighbour?.evicted(victim, now);
  }

  #add(object: ObjectId): void {
    this.#resident[object >>> 5]! ^= 1 << object;
    this.occupancy += this.#sizes[object]!;
    this.residents++;
  }

  #remove(object: ObjectId, reason: RemovalReason): void {
    this.#resident[object >>> 5]! ^= 1 << object;
    this.occupancy -= this.#sizes[object]!;
    this.residents--;
    this.#policy.removed(object, reason);
  }
}

function notResident(victim: ObjectId): PolicyError {
  return new PolicyError(
    "VICTIM",
    `the policy named object ${victim} as victim, which is not resident`,
  );
}
