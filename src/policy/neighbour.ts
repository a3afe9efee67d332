/**
 * The memory of the tier below a cache, told what the cache holds, so that the two need not hold the
 * same: the paper's de-redundancy.
 */

import type { ObjectId } from "../request.ts";
import type { Seconds } from "../units.ts";

/**
 * Which of the two gives way where both would hold an object. `inclusive`: neither. `exclusive`: the
 * memory below drops what the cache admits, and takes back what the cache evicts. `reverse`: the
 * cache does not keep what the memory below holds. In both of them the memory below keeps what it
 * has read for the cache only if the cache declines it. A
 * policy that has a parameter of this name decides it; for the others the scenario does.
 */
export type Dedup = "inclusive" | "exclusive" | "reverse";

export const DEDUPS = ["inclusive", "exclusive", "reverse"] as const;

/** Told by a cache, once, of each thing that happens to an object that it was offered or held. */
export interface Neighbour {
  /** True where the neighbour has the object and will not give way: the cache must decline it. */
  keeps(object: ObjectId): boolean;
  admitted(object: ObjectId, now: Seconds): void;
  declined(object: ObjectId, now: Seconds): void;
  evicted(object: ObjectId, now: Seconds): void;
}
