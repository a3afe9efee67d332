/**
 * Spatial sampling: all requests for some of the objects, chosen by a hash, so that what is between
 * two requests for an object is thinned out evenly and a cache of a capacity scaled down alike has
 * about the hits of the whole.
 *
 * Source: Waldspurger et al., Efficient MRC Construction with SHARDS, FAST'15.
 */

import { hashOf } from "../random/hash.ts";
import type { Requests, Workload } from "../request.ts";
import { type AnyWorkload, isInMemory, stretchesOf } from "../streamed-workload.ts";
import type { Ratio } from "../units.ts";

/** Requests that are looked at together. */
const STRETCH = 1 << 16;

/**
 * The requests for those objects whose hash with the seed, as a share of all hashes, is at least
 * `from` and below `to`. Objects are hashed by their ids, which follow the order of first arrival:
 * the same workload and seed, the same sample, and ranges that are disjoint have no object in
 * common. Their times, and who asked, stay as they are; ids of objects are numbered anew.
 */
export function sampleOf(workload: Workload, seed: number, from: Ratio, to: Ratio): Workload {
  const { requests, sizes } = workload;
  /** New id + 1 by old id; 0 for an object that is left out. */
  const renamed = new Uint32Array(sizes.length);
  const kept = new Float64Array(sizes.length);
  let objects = 0;
  for (let object = 0; object < sizes.length; object++) {
    const share = hashOf(object, seed) / 2 ** 32;
    if (share < from || share >= to) continue;
    kept[objects++] = sizes[object]!;
    renamed[object] = objects;
  }
  const places = new Uint32Array(requests.count);
  let count = 0;
  for (let i = 0; i < requests.count; i++) {
    if (renamed[requests.object[i]!] !== 0) places[count++] = i;
  }
  const chosen = places.subarray(0, count);
  const object = at(requests.object, chosen);
  for (let i = 0; i < count; i++) object[i] = renamed[object[i]!]! - 1;
  return {
    ...workload,
    sizes: kept.slice(0, objects),
    requests: { ...columnsAt(requests, chosen), object },
  };
}

/**
 * A workload in memory of which {@link sampleOf} makes the same samples up to that share of the hashes:
 * of one whose requests are read from a file, those requests only.
 */
export function sampledPart(workload: AnyWorkload, seed: number, to: Ratio): Workload {
  if (isInMemory(workload)) return workload;
  const { name, sizes } = workload;
  const chosen = Uint8Array.from(sizes, (_, object) => Number(hashOf(object, seed) / 2 ** 32 < to));
  const parts: Requests[] = [];
  for (const stretch of stretchesOf(workload, STRETCH)) {
    const places = new Uint32Array(stretch.count);
    let count = 0;
    for (let i = 0; i < stretch.count; i++) {
      places[count] = i;
      count += chosen[stretch.object[i]!]!;
    }
    parts.push(columnsAt(stretch, places.subarray(0, count)));
  }
  return { name, sizes, requests: joined(parts) };
}

function joined(parts: readonly Requests[]): Requests {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const column = <A extends Float64Array | Uint32Array>(into: A, of: (part: Requests) => A): A => {
    let at = 0;
    for (const part of parts) {
      into.set(of(part), at);
      at += part.count;
    }
    return into;
  };
  const ids = (of: (part: Requests) => Uint32Array) => column(new Uint32Array(count), of);
  const floats = (of: (part: Requests) => Float64Array) => column(new Float64Array(count), of);
  return {
    count,
    arrival: floats(({ arrival }) => arrival),
    object: ids(({ object }) => object),
    duration: floats(({ duration }) => duration),
    client: ids(({ client }) => client),
    repository: ids(({ repository }) => repository),
    host: ids(({ host }) => host),
    ...(parts[0]?.opens && { opens: ids(({ opens }) => opens!) }),
  };
}

function columnsAt(requests: Requests, places: Uint32Array): Requests {
  const { arrival, object, duration, client, repository, host, opens } = requests;
  return {
    count: places.length,
    arrival: at(arrival, places),
    object: at(object, places),
    duration: at(duration, places),
    client: at(client, places),
    repository: at(repository, places),
    host: at(host, places),
    ...(opens && { opens: at(opens, places) }),
  };
}

function at<A extends Float64Array | Uint32Array>(column: A, places: Uint32Array): A {
  const chosen = new (column.constructor as new (length: number) => A)(places.length);
  for (let i = 0; i < places.length; i++) chosen[i] = column[places[i]!]!;
  return chosen;
}
