/**
 * Which requests are the first of an image pull, as far as manifests tell: a client asks for an
 * image's manifest, then for what it lacks. Manifests tell it whether or not they are requests.
 */

import type { Seconds } from "../units.ts";
import { ascending } from "./arrival-order.ts";

/** GETs of manifests in any order, as columns, with the ids of the requests. */
export interface Manifests {
  /** When each ended, in milliseconds, and how many seconds it took. */
  readonly ended: Float64Array;
  readonly duration: Float64Array;
  readonly client: Uint32Array;
  readonly repository: Uint32Array;
}

/** The requests as they come, ascending in arrival: seconds since `origin`, in milliseconds. */
export interface Arrivals {
  readonly origin: number;
  readonly arrival: ArrayLike<Seconds>;
  readonly client: ArrayLike<number>;
  readonly repository: ArrayLike<number>;
}

/** 1 for a request whose client has asked for a manifest of its repository since its last one there. */
export function pullOpenings(manifests: Manifests, requests: Arrivals): Uint32Array {
  const asked = manifests.ended.map(
    (ended, i) => (ended - requests.origin) / 1000 - manifests.duration[i]!,
  );
  const order = ascending(asked);
  const repositories = manifests.repository.reduce((most, id) => Math.max(most, id), 0) + 1;
  const pending = new Set<number>();
  const opens = new Uint32Array(requests.arrival.length);
  let next = 0;
  for (let i = 0; i < opens.length; i++) {
    const arrival = requests.arrival[i]!;
    for (; next < order.length && asked[order[next]!]! <= arrival; next++) {
      const at = order[next]!;
      pending.add(manifests.client[at]! * repositories + manifests.repository[at]!);
    }
    const repository = requests.repository[i]!;
    if (repository >= repositories) continue;
    if (pending.delete(requests.client[i]! * repositories + repository)) opens[i] = 1;
  }
  return opens;
}
