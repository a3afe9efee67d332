/** The rows of a trace: its requests and its GETs of manifests, each in order of arrival. */

import type { ManifestGets, Requests, Workload } from "../request.ts";
import { stretchOf } from "../streamed-workload.ts";
import type { Bytes } from "../units.ts";

/** Rows that are read a stretch at a time, wherever they are. */
export interface Rows<T> {
  readonly count: number;
  /**
   * Rows `from` to `to` − 1. `spare` is what this gave before and nobody looks at any more: it may be
   * filled anew.
   */
  read(from: number, to: number, spare?: T): T;
}

/** What the columns of so many requests and GETs of manifests take in memory. */
export function bytesOf(requests: number, manifests: number): Bytes {
  return 36 * requests + 20 * manifests;
}

export interface TraceRows {
  readonly requests: Rows<Requests>;
  readonly manifests: Rows<ManifestGets>;
}

/** Those of a workload in memory. */
export function rowsOf(workload: Workload): TraceRows {
  const { requests, manifests = NO_MANIFESTS } = workload;
  return {
    requests: {
      count: requests.count,
      read: (from, to) => stretchOf(workload, from, to),
    },
    manifests: {
      count: manifests.count,
      read: (from, to) => ({
        count: to - from,
        arrival: manifests.arrival.subarray(from, to),
        client: manifests.client.subarray(from, to),
        repository: manifests.repository.subarray(from, to),
        host: manifests.host.subarray(from, to),
      }),
    },
  };
}

/** All rows, `length` at a time; each holds until the next is asked for. */
export function* stretches<T>(rows: Rows<T>, length: number): Generator<T, void> {
  let stretch: T | undefined;
  for (let from = 0; from < rows.count; from += length) {
    stretch = rows.read(from, Math.min(from + length, rows.count), stretch);
    yield stretch;
  }
}

const NO_MANIFESTS: ManifestGets = {
  count: 0,
  arrival: new Float64Array(0),
  client: new Uint32Array(0),
  repository: new Uint32Array(0),
  host: new Uint32Array(0),
};
