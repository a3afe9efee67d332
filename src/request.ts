/** The nouns that every layer shares: an object, a request for it, and what became of the request. */

import type { Bytes, Seconds } from "./units.ts";

/** An immutable stored blob or manifest: dense integers from 0 in one workload. */
export type ObjectId = number & { readonly brand: "ObjectId" };

/** What became of a request: served from the registry's memory; */
export const HIT = 0;
/** served by a fetch that another request had under way; */
export const DELAYED = 1;
/** fetched from the object store. */
export const FETCHED = 2;

export type Outcome = typeof HIT | typeof DELAYED | typeof FETCHED;

/** Requests that have been served, in that order, as columns of which the first `count` entries hold. */
export class ServedRequests {
  /** How many the columns have room for. */
  static readonly ROOM = 4096;
  count = 0;
  /** The index of each request. */
  readonly request = new Float64Array(ServedRequests.ROOM);
  /** The image pull of each. */
  readonly pull = new Uint32Array(ServedRequests.ROOM);
  readonly outcome = new Uint8Array(ServedRequests.ROOM);
  readonly size = new Float64Array(ServedRequests.ROOM);
  readonly latency = new Float64Array(ServedRequests.ROOM);
  /** When the last byte arrived. */
  readonly end = new Float64Array(ServedRequests.ROOM);

  get full(): boolean {
    return this.count === ServedRequests.ROOM;
  }

  /** One more; only while they are not {@link full}. */
  add(
    request: number,
    pull: number,
    outcome: Outcome,
    size: Bytes,
    latency: Seconds,
    end: Seconds,
  ): void {
    const at = this.count++;
    this.request[at] = request;
    this.pull[at] = pull;
    this.outcome[at] = outcome;
    this.size[at] = size;
    this.latency[at] = latency;
    this.end[at] = end;
  }
}

/** Requests in order of arrival, as columns: entry i of each belongs to request i. */
export interface Requests {
  readonly count: number;
  /** Seconds since the first arrival, ascending; ties keep the order of the input. */
  readonly arrival: Float64Array;
  /** The object asked for, as an index into {@link Workload.sizes}. */
  readonly object: Uint32Array;
  /** Seconds that the recorded response took. */
  readonly duration: Float64Array;
  /** Who asked, in which repository, and which registry server answered: dense integers from 0. */
  readonly client: Uint32Array;
  readonly repository: Uint32Array;
  readonly host: Uint32Array;
  /**
   * 1 where its client has asked for a manifest of the repository since its request before: an image
   * pull begins there. Absent where nothing is known of manifests.
   */
  readonly opens?: Uint32Array;
}

/**
 * GETs of manifests in order of arrival, be they requests or not: entry i of each column belongs to
 * the i-th. Clients, repositories and hosts are numbered as in {@link Requests}, further ones after
 * theirs.
 */
export interface ManifestGets {
  readonly count: number;
  /** Seconds since the first arrival of a request, ascending; negative for what came before it. */
  readonly arrival: Float64Array;
  readonly client: Uint32Array;
  readonly repository: Uint32Array;
  readonly host: Uint32Array;
}

/** What is replayed: requests, and the sizes of the objects they ask for. */
export interface Workload {
  readonly name: string;
  readonly requests: Requests;
  /** Those sent until the last request. Absent where nothing is known of manifests, or nobody asks. */
  readonly manifests?: ManifestGets;
  /** Bytes of each object, indexed by {@link ObjectId}. */
  readonly sizes: Float64Array;
}

/** Bytes of all distinct objects of a workload. */
export function footprint({ sizes }: Pick<Workload, "sizes">): Bytes {
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Seconds from the first arrival to the last; 0 for an empty workload. */
export function span(requests: Requests): Seconds {
  return requests.arrival.at(-1) ?? 0;
}
