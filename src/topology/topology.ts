/** What stands between a client and its bytes. A scenario describes it; {@link Journey} runs it. */

import type { Discipline } from "../engine/station.ts";
import type { Dedup } from "../policy/neighbour.ts";
import type { Bytes, BytesPerSecond } from "../units.ts";
import type { LatencySpec } from "./latency.ts";

/**
 * How the load balancer picks a registry server: the one that the trace names, one after the other,
 * the one with the fewest requests in flight, or always the same one for an object.
 */
export type Pick = "trace-host" | "round-robin" | "least-loaded" | "consistent-hash";

/**
 * How the registry passes on what it fetches. `end-to-end`: the store's latency is what clients were
 * seen to wait, links and all. `cut-through`: the client is sent each byte as it comes, so the store's
 * link and the registry's carry the object at the same time. `store-and-forward`: the registry has
 * the whole object before it sends the first byte.
 */
export type Relay = "end-to-end" | "cut-through" | "store-and-forward";

/** The tiers. `Infinity` servers never make anyone wait; an `Infinity` link takes no time. */
export interface Topology {
  readonly loadBalancer: StationSpec & { readonly pick: Pick };
  readonly registry: StationSpec & {
    /** Registry servers, each a station with its own link. */
    readonly hosts: number;
    /** One cache for all hosts, or one each: of its part of the capacity, or of all of it. */
    readonly cache: "shared" | "split" | "replicated";
    /** Reading an object from the cache. */
    readonly memory: LatencySpec;
    /** From a host to its clients, shared equally by the transfers in progress. */
    readonly link: BytesPerSecond;
    /** The most that one client is given of it. */
    readonly clientRate: BytesPerSecond;
    readonly relay: Relay;
    /** Whether the registry fetches what it lacks, or tells the client where to fetch it. */
    readonly misses: "proxied" | "redirected";
    /** Whether a request for an object that the registry is fetching waits for it, or is fetched anew. */
    readonly coalesce: boolean;
    /** From the registry's redirect until the client has asked the object store. */
    readonly redirect: LatencySpec;
  };
  readonly objectStore: StationSpec & {
    /** LRU in front of the disks; a capacity of 0 is none. */
    readonly memory: {
      readonly capacity: Bytes;
      readonly latency: LatencySpec;
      readonly dedup: Dedup;
    };
    /** Each with a queue of its own, an object always on the same one; 0: the latency has it all. */
    readonly disks: number;
    readonly disk: {
      readonly seek: LatencySpec;
      readonly rotation: LatencySpec;
      readonly bandwidth: BytesPerSecond;
    };
    /** From the store to the registry, or to the redirected client, shared like the registry's. */
    readonly link: BytesPerSecond;
    readonly clientRate: BytesPerSecond;
  };
}

/** A station: how many it serves at once, in which order, and how long each takes. */
export interface StationSpec {
  readonly servers: number;
  readonly discipline: Discipline;
  readonly latency: LatencySpec;
}
