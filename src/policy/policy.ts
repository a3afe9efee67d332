/**
 * The contract between a cache and its policy. The cache owns residency, bytes and counts; the
 * policy owns order and taste. It has never heard of the topology, asks no clock and counts nothing.
 */

import type { Stream } from "../random/stream.ts";
import type { ObjectId } from "../request.ts";
import type { Bytes, Dimension, Seconds } from "../units.ts";
import type { Future } from "./future.ts";
import type { Images } from "./images.ts";
import type { Prefetcher, PrefetchSetting } from "./prefetcher.ts";

/** Why an object left the cache: to make room, or because it must not be held here. */
export type RemovalReason = "evicted" | "dropped";

/** Decides what a cache keeps. Times never decrease from one call to the next. */
export interface Policy {
  /** True for one that looks at no time, whatever it is told as `now`. Default: it may look. */
  readonly timeless?: boolean;
  /** A resident object was asked for. */
  hit(object: ObjectId, now: Seconds): void;
  /** An absent object was asked for: sketches and ghosts learn here. */
  miss?(object: ObjectId, now: Seconds): void;
  /**
   * The object's bytes have come from the object store. `cost` is what the request that fetched them
   * took in all, in seconds.
   */
  fetched?(object: ObjectId, cost: Seconds, now: Seconds): void;
  /**
   * The object's bytes have arrived and would fit an empty cache: keep it? Default: yes.
   * `room` is what is free now; where `size` exceeds it, victims will be asked for.
   */
  admits?(object: ObjectId, size: Bytes, room: Bytes, now: Seconds): boolean;
  /**
   * Whether more must go before the newcomer comes in, although its bytes would fit the whole. Asked
   * until it says no, an eviction after each yes. Default: no.
   */
  crowded?(): boolean;
  /** The object is resident now. */
  inserted(object: ObjectId, size: Bytes, now: Seconds): void;
  /** Names the resident that goes next; asked again until the newcomer fits. */
  victim(now: Seconds): ObjectId;
  /**
   * Seconds that reading a resident takes beyond what memory takes, because of where it lies; asked
   * before `hit`. Default: none.
   */
  delay?(object: ObjectId): Seconds;
  /** The object is no longer resident. */
  removed(object: ObjectId, reason: RemovalReason): void;
}

/**
 * What a policy is given only when it asks for it. `future`: when each object is asked for next.
 * `images`: which objects belong together.
 */
export type Need = "future" | "images";

/** What a policy may know when it is made. */
export interface PolicySetting {
  /** Bytes that the cache may hold; `Infinity` for no limit. */
  readonly capacity: Bytes;
  /** Bytes of each object, indexed by {@link ObjectId}: its length is the number of objects. */
  readonly sizes: Float64Array;
  /** The policy's own random numbers, the same in every run with the same seed. */
  readonly stream: Stream;
  /** Of the whole workload; only for a policy that needs it. */
  readonly future?: Future;
  readonly images?: Images;
}

/** A setting of a policy that is a quantity. */
export interface QuantityParameter {
  readonly dimension: Dimension;
  readonly default: number;
  readonly description: string;
}

/** A setting of a policy that is one of a few words. */
export interface ChoiceParameter {
  readonly choices: readonly string[];
  readonly default: string;
  readonly description: string;
}

/** One named setting of a policy. */
export type PolicyParameter = QuantityParameter | ChoiceParameter;

/** The value of each parameter: a number in base units, or one of the choices. */
export type Values<P extends Readonly<Record<string, PolicyParameter>>> = {
  readonly [K in keyof P]: P[K] extends QuantityParameter
    ? number
    : P[K] extends { readonly choices: readonly (infer Word)[] }
      ? Word
      : number | string;
};

/** An entry of the catalog. */
export interface PolicyDefinition<
  P extends Readonly<Record<string, PolicyParameter>> = Readonly<Record<string, PolicyParameter>>,
> {
  readonly name: string;
  /** One line: what it keeps. */
  readonly summary: string;
  /** Paper and section, or "folklore". */
  readonly source: string;
  readonly parameters: P;
  /** Default: nothing. */
  readonly needs?: readonly Need[];
  /** False where there is no cache at all, so that requests for an object in flight fetch it again. */
  readonly caches: boolean;
  /** True where the cache has no limit, whatever the capacity asked for. */
  readonly unbounded?: boolean;
  /**
   * Bytes that the cache holds in all, where it has more than the capacity that was asked for, as
   * with a second level below it. That is the `capacity` which `create` is given.
   */
  room?(capacity: Bytes, parameters: Values<P>): Bytes;
  /** Memory that it takes for each object of a workload, resident or not, in bytes. */
  bytesPerObject(parameters: Values<P>): number;
  /** What is fetched ahead where it is this policy's cache; absent, nothing is. */
  prefetcher?(setting: PrefetchSetting): Prefetcher;
  /** Makes a policy; `parameters` holds a value for each parameter. */
  create(setting: PolicySetting, parameters: Values<P>): Policy;
}

/** Gives `create` of a definition the types of the parameters that the definition declares. */
export function definePolicy<const P extends Readonly<Record<string, PolicyParameter>>>(
  definition: PolicyDefinition<P>,
): PolicyDefinition {
  return definition;
}
