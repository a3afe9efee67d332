/**
 * What one cache was given before anybody asked for it, and what became of that: asked for after all,
 * or gone without, and so wasted.
 */

import type { ObjectId } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";
import { passOn } from "./pass-on.ts";
import type { Policy } from "./policy.ts";
import { RecencyList } from "./recency-list.ts";

/** What was fetched ahead, and of that what left, or was left over, without being asked for. */
export interface AheadFigures {
  readonly prefetches: number;
  readonly prefetchBytes: Bytes;
  readonly wastedPrefetches: number;
  readonly wastedPrefetchBytes: Bytes;
}

const NOTHING = 0;
/** Fetched, or being fetched, and not asked for: before what is measured, or measured. */
const UNMEASURED = 1;
const MEASURED = 2;

export class FetchedAhead {
  readonly #sizes: Float64Array;
  readonly #retention: Seconds;
  readonly #state: Uint8Array;
  /** When each arrived, and those that are resident, the last to arrive first. */
  readonly #arrived: Float64Array;
  readonly #residents: RecencyList;
  #fetches = 0;
  #bytes: Bytes = 0;
  #wasted = 0;
  #wastedBytes: Bytes = 0;

  /** `sizes` is indexed by object, in bytes. */
  constructor(sizes: Float64Array, retention: Seconds) {
    this.#sizes = sizes;
    this.#retention = retention;
    this.#state = new Uint8Array(sizes.length);
    this.#arrived = new Float64Array(sizes.length).fill(Number.NaN);
    this.#residents = new RecencyList(sizes.length);
  }

  /** The policy, watched for what leaves. */
  watching(policy: Policy): Policy {
    return {
      ...passOn(policy),
      removed: (object, reason) => {
        policy.removed(object, reason);
        this.#waste(object);
      },
    };
  }

  /** An object that is not held is fetched, and counted if `measured`. */
  started(object: ObjectId, measured: boolean): void {
    // Without clients that merge, it may be asked for and fetched again while it is under way.
    this.#waste(object);
    this.#state[object] = measured ? MEASURED : UNMEASURED;
    if (!measured) return;
    this.#fetches++;
    this.#bytes += this.#sizes[object]!;
  }

  /** Its bytes have come, and the cache holds it from now on or has turned it away. */
  arrived(object: ObjectId, held: boolean, now: Seconds): void {
    if (this.#state[object] === NOTHING) return;
    if (!held) this.#waste(object);
    else this.#stay(object, now);
  }

  /** It is wanted again and held already: its retention begins anew. */
  wantedAgain(object: ObjectId, now: Seconds): void {
    if (!Number.isNaN(this.#arrived[object])) this.#stay(object, now);
  }

  /** A client has asked for it, in whatever state it is. */
  asked(object: ObjectId): void {
    this.#leave(object);
    this.#state[object] = NOTHING;
  }

  /** A resident whose retention is over, or none. */
  expired(now: Seconds): ObjectId | undefined {
    if (this.#residents.empty) return undefined;
    const oldest = this.#residents.last;
    return now - this.#arrived[oldest]! > this.#retention ? oldest : undefined;
  }

  /** What is left over counts as wasted, as at the end of a run. */
  figures(): AheadFigures {
    let wasted = this.#wasted;
    let wastedBytes = this.#wastedBytes;
    for (let object = 0; object < this.#state.length; object++) {
      if (this.#state[object] !== MEASURED) continue;
      wasted++;
      wastedBytes += this.#sizes[object]!;
    }
    return {
      prefetches: this.#fetches,
      prefetchBytes: this.#bytes,
      wastedPrefetches: wasted,
      wastedPrefetchBytes: wastedBytes,
    };
  }

  #stay(object: ObjectId, now: Seconds): void {
    this.#leave(object);
    this.#arrived[object] = now;
    this.#residents.unshift(object);
  }

  #leave(object: ObjectId): void {
    if (Number.isNaN(this.#arrived[object])) return;
    this.#arrived[object] = Number.NaN;
    this.#residents.remove(object);
  }

  #waste(object: ObjectId): void {
    if (this.#state[object] === MEASURED) {
      this.#wasted++;
      this.#wastedBytes += this.#sizes[object]!;
    }
    this.asked(object);
  }
}
