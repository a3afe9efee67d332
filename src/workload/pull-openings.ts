/**
 * Which requests are the first of an image pull, as far as manifests tell: a client asks for an
 * image's manifest, then for what it lacks. Manifests tell it whether or not they are requests.
 */

import { ascending } from "./arrival-order.ts";
import { Column } from "./column.ts";
import { PairIds } from "./pair-ids.ts";

/** GETs of manifests in any order, as columns, with the ids of the requests. */
export interface Manifests {
  /** When each ended, in milliseconds, and how many seconds it took. */
  readonly ended: Float64Array;
  readonly duration: Float64Array;
  readonly client: Uint32Array;
  readonly repository: Uint32Array;
}

/** The requests, ascending in arrival: seconds since `origin`, in milliseconds. */
export interface Arrivals {
  readonly origin: number;
  readonly arrival: Float64Array;
  /** Where each request's client and repository stand in their columns. */
  readonly order: Uint32Array;
  readonly client: Uint32Array;
  readonly repository: Uint32Array;
}

/** 1 for a request whose client has asked for a manifest of its repository since its last one there. */
export function pullOpenings(manifests: Manifests, requests: Arrivals): Uint32Array {
  const asked = manifests.ended.map(
    (ended, i) => (ended - requests.origin) / 1000 - manifests.duration[i]!,
  );
  const order = ascending(asked);
  const pairs = new PairIds();
  // By client and repository: 1 where a manifest was asked for since the last request.
  const pending = new Column(Uint32Array);
  const pairOf = (client: number, repository: number): number => {
    const pair = pairs.of(client, repository);
    if (pair === pending.length) pending.push(0);
    return pair;
  };
  const opens = new Uint32Array(requests.arrival.length);
  let next = 0;
  for (let i = 0; i < opens.length; i++) {
    const arrival = requests.arrival[i]!;
    for (; next < order.length && asked[order[next]!]! <= arrival; next++) {
      const at = order[next]!;
      pending.set(pairOf(manifests.client[at]!, manifests.repository[at]!), 1);
    }
    const at = requests.order[i]!;
    const pair = pairOf(requests.client[at]!, requests.repository[at]!);
    opens[i] = pending.get(pair);
    pending.set(pair, 0);
  }
  return opens;
}
