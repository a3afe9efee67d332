/**
 * The journey without contention, through LRU caches of several capacities at once: what a request
 * takes depends on the cache only in whether it is a hit.
 */

import type { LruCurve } from "../policy/lru-curve.ts";
import { BATCH, DISK, FETCH, FORWARD, HANDLE, type Legs, READ, REDIRECT } from "./legs.ts";
import type { Replay } from "./replay.ts";
import type { Topology } from "./topology.ts";
import { type Transfers, transfersOf } from "./transfers.ts";

/** Requests `from` to `to` − 1 have been served; entry 0 of each column belongs to `from`. */
export interface ServedByAll {
  from: number;
  to: number;
  /** Bit c is 1 for a hit in the c-th cache. */
  readonly hits: Uint32Array;
  /** Bytes of the object asked for. */
  readonly size: Float64Array;
  /** Seconds that the request took where it is a hit, and where it is a fetch. */
  readonly hit: Float64Array;
  readonly fetch: Float64Array;
}

export class CurveReplay implements Replay {
  readonly abandoned = false;
  readonly #legs: Legs;
  readonly #curve: LruCurve;
  readonly #heard: (batch: ServedByAll) => void;
  readonly #transfers: Transfers;
  readonly #served: ServedByAll = {
    from: 0,
    to: 0,
    hits: new Uint32Array(BATCH),
    size: new Float64Array(BATCH),
    hit: new Float64Array(BATCH),
    fetch: new Float64Array(BATCH),
  };

  /** Whether in that topology LRU caches of all capacities can be replayed at once. */
  static fits({ registry, objectStore }: Topology): boolean {
    return registry.cache === "shared" && objectStore.memory.capacity === 0;
  }

  constructor(
    topology: Topology,
    legs: Legs,
    curve: LruCurve,
    heard: (batch: ServedByAll) => void,
  ) {
    this.#legs = legs;
    this.#curve = curve;
    this.#heard = heard;
    this.#transfers = transfersOf(topology);
  }

  replayBatch(): void {
    const served = this.#served;
    const { hits, size, hit, fetch } = served;
    const { from, to, columns, workload } = this.#legs;
    served.from = from;
    served.to = to;
    const { object } = workload.requests;
    const { sizes } = workload;
    this.#curve.request(object, from, to, hits);
    const { send, relay } = this.#transfers;
    const forward = columns[FORWARD]!;
    const handle = columns[HANDLE]!;
    const read = columns[READ]!;
    const redirect = columns[REDIRECT]!;
    const ask = columns[FETCH]!;
    const disk = columns[DISK]!;
    for (let at = 0; at < to - from; at++) {
      const bytes = sizes[object[from + at]!]!;
      // The same sums in the same order as for one cache.
      const handled = forward[at]! + handle[at]!;
      size[at] = bytes;
      hit[at] = handled + (read[at]! + send(bytes));
      fetch[at] = handled + (redirect[at]! + ask[at]!) + (disk[at]! + relay(bytes));
    }
    this.#heard(served);
  }

  finish(): void {}

  stations(): [] {
    return [];
  }
}
