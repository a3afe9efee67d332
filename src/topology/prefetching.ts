/**
 * Prefetching within a replay: tells the prefetcher what happens, and has fetched what it wants, at the
 * registry host that has its reason to, unless the load balancer will look for the object elsewhere.
 */

import type { Cache } from "../policy/cache.ts";
import { type AheadFigures, FetchedAhead } from "../policy/fetched-ahead.ts";
import type { Policy } from "../policy/policy.ts";
import type { Prefetcher } from "../policy/prefetcher.ts";
import type { ManifestGets, ObjectId, Workload } from "../request.ts";
import type { Seconds } from "../units.ts";
import { DISK, FETCH, type Legs, STORE_READ } from "./legs.ts";

/** The legs of a fetch ahead. */
export const STORE_LEGS = [FETCH, STORE_READ, DISK] as const;

/** How a replay fetches ahead. */
export interface Fetching {
  readonly caches: readonly Cache[];
  /** The host at which an object is to be held that a request at `host` gave reason to fetch. */
  home(object: ObjectId, host: number): number;
  /** Whether it is being fetched there already. */
  underWay(object: ObjectId, host: number): boolean;
  /** Fetches it, for nobody yet. */
  fetch(object: ObjectId, host: number, now: Seconds): void;
}

export class Prefetching {
  readonly #prefetcher: Prefetcher;
  readonly #workload: Workload;
  readonly #manifests: ManifestGets | undefined;
  readonly #measuredFrom: Seconds;
  /** By host; a single one where all hosts share a cache. */
  readonly #ahead: FetchedAhead[] = [];
  /** By object: what the legs of the last request for it at the store took, which a fetch ahead takes. */
  readonly #services: Float64Array;
  #fetching!: Fetching;
  #next = 0;
  // Of the event that is being told: where and when, kept here so that no call makes a closure.
  #host = 0;
  #now: Seconds = 0;
  readonly #want = (object: ObjectId): void => this.#fetchOnce(object);

  /** What is fetched before `measuredFrom` is not counted. */
  constructor(prefetcher: Prefetcher, workload: Workload, measuredFrom: Seconds) {
    this.#prefetcher = prefetcher;
    this.#workload = workload;
    this.#manifests = workload.manifests;
    this.#services = new Float64Array(STORE_LEGS.length * workload.sizes.length);
    this.#measuredFrom = measuredFrom;
  }

  /** The policy of one more cache, in order of host, watched. */
  watching(policy: Policy): Policy {
    const ahead = new FetchedAhead(this.#workload.sizes, this.#prefetcher.retention);
    this.#ahead.push(ahead);
    return ahead.watching(policy);
  }

  /** To be called once, before anything happens. */
  begin(fetching: Fetching): void {
    this.#fetching = fetching;
  }

  /** When the next manifest is asked for; `Infinity` where none is any more. */
  get nextManifest(): Seconds {
    return this.#manifests?.arrival[this.#next] ?? Number.POSITIVE_INFINITY;
  }

  /** The next manifest is asked for. */
  manifest(): void {
    const { arrival, client, repository, host } = this.#manifests!;
    const at = this.#next++;
    this.#at(host[at]! % this.#fetching.caches.length, arrival[at]!);
    this.expire(this.#now);
    this.#prefetcher.manifest(client[at]!, repository[at]!, this.#now, this.#want);
  }

  /** A request of the batch is sent. */
  sent(request: number, { columns, from, requests }: Legs): void {
    const object = requests.object[request - from]!;
    for (const leg of STORE_LEGS) {
      this.#services[STORE_LEGS.length * object + leg - FETCH] = columns[leg]![request - from]!;
    }
  }

  /** How long a leg of a fetch ahead takes at a server of its own. */
  service(object: ObjectId, leg: (typeof STORE_LEGS)[number]): Seconds {
    return this.#services[STORE_LEGS.length * object + leg - FETCH]!;
  }

  /** A request has been looked up at a host. */
  requested(request: number, host: number, missed: boolean, now: Seconds): void {
    this.#at(host, now);
    this.#aheadAt(host).asked(this.#workload.requests.object[request]! as ObjectId);
    this.#prefetcher.requested(request, missed, now, this.#want);
  }

  /** What was fetched ahead has come to a host; `cost` is the seconds that it took. */
  arrived(object: ObjectId, host: number, now: Seconds, cost: Seconds): void {
    const held = this.#fetching.caches[host]!.offer(object, now, cost);
    this.#aheadAt(host).arrived(object, held, now);
  }

  /** Lets go of what nobody has asked for in time: to be called before a cache is asked or filled. */
  expire(now: Seconds): void {
    for (let host = 0; host < this.#ahead.length; host++) {
      const ahead = this.#ahead[host]!;
      for (let old = ahead.expired(now); old !== undefined; old = ahead.expired(now)) {
        this.#fetching.caches[host]!.drop(old);
      }
    }
  }

  figures(): AheadFigures {
    const all = this.#ahead.map((ahead) => ahead.figures());
    const sum = (key: keyof AheadFigures): number => all.reduce((sum, one) => sum + one[key], 0);
    return {
      prefetches: sum("prefetches"),
      prefetchBytes: sum("prefetchBytes"),
      wastedPrefetches: sum("wastedPrefetches"),
      wastedPrefetchBytes: sum("wastedPrefetchBytes"),
    };
  }

  #at(host: number, now: Seconds): void {
    this.#host = host;
    this.#now = now;
  }

  #aheadAt(host: number): FetchedAhead {
    return this.#ahead[host] ?? this.#ahead[0]!;
  }

  #fetchOnce(object: ObjectId): void {
    const host = this.#fetching.home(object, this.#host);
    const cache = this.#fetching.caches[host]!;
    if (cache.holds(object)) this.#aheadAt(host).wantedAgain(object, this.#now);
    else if (
      this.#workload.sizes[object]! <= cache.capacity &&
      !this.#fetching.underWay(object, host)
    ) {
      this.#aheadAt(host).started(object, this.#now >= this.#measuredFrom);
      this.#fetching.fetch(object, host, this.#now);
    }
  }
}
