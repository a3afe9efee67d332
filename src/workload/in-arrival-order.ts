/** From responses in any order to a workload: the one way, whoever made the responses. */

import type { Workload } from "../request.ts";
import { ascending } from "./arrival-order.ts";
import { type Manifests, pullOpenings } from "./pull-openings.ts";

/** Responses in any order, as columns. Ids are dense integers. */
export interface Responses {
  /** When each ended, in milliseconds, and how many seconds it took. */
  readonly ended: Float64Array;
  readonly duration: Float64Array;
  readonly object: Uint32Array;
  readonly client: Uint32Array;
  readonly repository: Uint32Array;
  readonly host: Uint32Array;
  /** Bytes of each object. */
  readonly sizes: Float64Array;
  /** Which tell where image pulls begin, be they requests or not. */
  readonly manifests: Manifests;
}

/** A workload, and how it goes back to what it was made of. */
export interface Ordered {
  readonly workload: Workload;
  /** When the first request arrived, in milliseconds since 1970; 0 where there is none. */
  readonly began: number;
  /** The ids in the responses of what has each id in the workload. */
  readonly old: Readonly<Record<"object" | "client" | "repository" | "host", Uint32Array>>;
}

/**
 * The first `limit` of the requests by arrival, ties in the order of the input, with only the objects
 * that those ask for. All ids are numbered anew by first appearance, so that the same requests are
 * the same workload whatever the order of the files.
 */
export function inArrivalOrder(
  name: string,
  responses: Responses,
  limit = Number.POSITIVE_INFINITY,
): Ordered {
  const { ended } = responses;
  // Seconds since a whole millisecond near the arrivals: keeps the digits that a sum since 1970 loses.
  let origin = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ended.length; i++) if (ended[i]! < origin) origin = ended[i]!;
  const arrivals = new Float64Array(ended.length);
  for (let i = 0; i < ended.length; i++) {
    arrivals[i] = (ended[i]! - origin) / 1000 - responses.duration[i]!;
  }
  const all = ascending(arrivals);
  const order = all.subarray(0, Math.min(limit, all.length));
  const first = order.length > 0 ? arrivals[order[0]!]! : 0;
  const arrival = new Float64Array(order.length);
  const duration = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) {
    arrival[i] = arrivals[order[i]!]!;
    duration[i] = responses.duration[order[i]!]!;
  }
  const { client, repository } = responses;
  const opens = pullOpenings(responses.manifests, { origin, arrival, order, client, repository });
  for (let i = 0; i < arrival.length; i++) arrival[i] = arrival[i]! - first;
  const objects = renumbered(responses.object, order);
  const clients = renumbered(client, order);
  const repositories = renumbered(repository, order);
  const hosts = renumbered(responses.host, order);
  const workload = {
    name,
    requests: {
      count: order.length,
      arrival,
      object: objects.ids,
      duration,
      client: clients.ids,
      repository: repositories.ids,
      host: hosts.ids,
      opens,
    },
    sizes: Float64Array.from(objects.old, (id) => responses.sizes[id]!),
  };
  return {
    workload,
    began: order.length > 0 ? origin + 1000 * first : 0,
    old: {
      object: objects.old,
      client: clients.old,
      repository: repositories.old,
      host: hosts.old,
    },
  };
}

/** The ids at the places of `order`, by first appearance there; and the old id of each new one. */
function renumbered(ids: Uint32Array, order: Uint32Array): { ids: Uint32Array; old: Uint32Array } {
  let greatest = 0;
  for (let i = 0; i < ids.length; i++) if (ids[i]! > greatest) greatest = ids[i]!;
  /** New id + 1 by old id; 0 for none yet. */
  const renamed = new Uint32Array(greatest + 1);
  const old = new Uint32Array(greatest + 1);
  const fresh = new Uint32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const id = ids[order[i]!]!;
    if (renamed[id] === 0) {
      old[count] = id;
      renamed[id] = ++count;
    }
    fresh[i] = renamed[id]! - 1;
  }
  return { ids: fresh, old: old.slice(0, count) };
}
