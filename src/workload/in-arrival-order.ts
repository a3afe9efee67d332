/** From responses in any order to a workload: the one way, whoever made the responses. */

import type { Workload } from "../request.ts";
import { ascending } from "./arrival-order.ts";
import { type Manifests, pullOpenings, sentAt } from "./pull-openings.ts";

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

/**
 * The first `limit` of the requests by arrival, ties in the order of the input, with only the objects
 * that those ask for. All ids are numbered anew by first appearance, so that the same requests are
 * the same workload whatever the order of the files.
 */
export function inArrivalOrder(
  name: string,
  responses: Responses,
  limit = Number.POSITIVE_INFINITY,
): Workload {
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
  const manifests = manifestArrivals(responses.manifests, origin, arrival.at(-1));
  const opens = pullOpenings(manifests, { arrival, order, client, repository });
  for (let i = 0; i < arrival.length; i++) arrival[i] = arrival[i]! - first;
  const objects = new Numbering();
  const [clients, repositories, hosts] = [new Numbering(), new Numbering(), new Numbering()];
  const objectIds = objects.of(responses.object, order);
  return {
    name,
    requests: {
      count: order.length,
      arrival,
      object: objectIds,
      duration,
      client: clients.of(client, order),
      repository: repositories.of(repository, order),
      host: hosts.of(responses.host, order),
      opens,
    },
    manifests: {
      count: manifests.order.length,
      arrival: manifests.arrival.map((time) => time - first),
      client: clients.of(manifests.client, manifests.order),
      repository: repositories.of(manifests.repository, manifests.order),
      host: hosts.of(responses.manifests.host, manifests.order),
    },
    sizes: Float64Array.from(objects.old, (id) => responses.sizes[id]!),
  };
}

/** Those sent until the last request, in order. */
function manifestArrivals(manifests: Manifests, origin: number, last = Number.NEGATIVE_INFINITY) {
  const sent = sentAt(manifests, origin);
  const all = ascending(sent);
  const later = all.findIndex((at) => sent[at]! > last);
  const order = later < 0 ? all : all.slice(0, later);
  const { client, repository } = manifests;
  return { arrival: Float64Array.from(order, (at) => sent[at]!), order, client, repository };
}

/** Numbers ids anew from 0, by first appearance; one column after the other. */
class Numbering {
  /** New id + 1 by old id; 0 for none yet. */
  #renamed = new Uint32Array(0);
  /** The old id of each new one. */
  readonly old: number[] = [];

  /** The new ids of a column, at the places of `order`. */
  of(ids: Uint32Array, order: Uint32Array): Uint32Array {
    let greatest = this.#renamed.length - 1;
    for (let i = 0; i < ids.length; i++) if (ids[i]! > greatest) greatest = ids[i]!;
    const renamed = new Uint32Array(greatest + 1);
    renamed.set(this.#renamed);
    this.#renamed = renamed;
    const fresh = new Uint32Array(order.length);
    for (let i = 0; i < order.length; i++) {
      const id = ids[order[i]!]!;
      if (renamed[id] === 0) renamed[id] = this.old.push(id);
      fresh[i] = renamed[id]! - 1;
    }
    return fresh;
  }
}
