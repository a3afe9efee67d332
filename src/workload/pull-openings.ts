/**
 * Which requests are the first of an image pull, as far as manifests tell: a client asks for an
 * image's manifest, then for what it lacks. Manifests tell it whether or not they are requests.
 */

import { PairTable } from "../pair-table.ts";

/** GETs of manifests in any order, as columns, with the ids of the requests. */
export interface Manifests {
  /** When each ended, in milliseconds, and how many seconds it took. */
  readonly ended: Float64Array;
  readonly duration: Float64Array;
  readonly client: Uint32Array;
  readonly repository: Uint32Array;
  readonly host: Uint32Array;
}

/** When each GET of a manifest was sent, in seconds since `origin`, in milliseconds. */
export function sentAt({ ended, duration }: Manifests, origin: number): Float64Array {
  return ended.map((time, i) => (time - origin) / 1000 - duration[i]!);
}

/** Clients and repositories in order of arrival. */
export interface Arrivals {
  /** Seconds since one origin for all, ascending. */
  readonly arrival: Float64Array;
  /** Where the client and repository of each stand in their columns. */
  readonly order: Uint32Array;
  readonly client: Uint32Array;
  readonly repository: Uint32Array;
}

/** 1 for a request whose client has asked for a manifest of its repository since its last one there. */
export function pullOpenings(manifests: Arrivals, requests: Arrivals): Uint32Array {
  const pending = new PairTable();
  const opens = new Uint32Array(requests.arrival.length);
  let next = 0;
  for (let i = 0; i < opens.length; i++) {
    const arrival = requests.arrival[i]!;
    for (; next < manifests.arrival.length && manifests.arrival[next]! <= arrival; next++) {
      const at = manifests.order[next]!;
      pending.set(manifests.client[at]!, manifests.repository[at]!, 1);
    }
    const at = requests.order[i]!;
    opens[i] = pending.get(requests.client[at]!, requests.repository[at]!);
    if (opens[i] === 1) pending.set(requests.client[at]!, requests.repository[at]!, 0);
  }
  return opens;
}
