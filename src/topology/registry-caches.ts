/** The caches in the registry's memory: one for all of its hosts, or one each. */

import type { Cache } from "../policy/cache.ts";
import type { Bytes } from "../units.ts";
import type { Topology } from "./topology.ts";

/**
 * The caches of a registry, by host. `make` makes one of the capacity that it is given; where all
 * hosts share one, it stands at each place.
 */
export function registryCaches(
  { registry: { hosts, cache } }: Topology,
  capacity: Bytes,
  make: (capacity: Bytes, host: number) => Cache,
): Cache[] {
  if (cache === "shared") return new Array<Cache>(hosts).fill(make(capacity, 0));
  const each = cache === "split" ? Math.floor(capacity / hosts) : capacity;
  return Array.from({ length: hosts }, (_, host) => make(each, host));
}

/** What a cache did. */
export interface Counts {
  readonly admissions: number;
  readonly rejections: number;
  readonly evictions: number;
}

/** What all of them together did. */
export function counts(caches: readonly Counts[]): Counts {
  const all = { admissions: 0, rejections: 0, evictions: 0 };
  for (const cache of new Set(caches)) {
    all.admissions += cache.admissions;
    all.rejections += cache.rejections;
    all.evictions += cache.evictions;
  }
  return all;
}
