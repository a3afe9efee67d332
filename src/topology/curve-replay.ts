/**
 * The journey without contention, through LRU caches of several capacities at once: what a request
 * takes depends on the cache only in whether it is a hit.
 */

import type { LruCurve } from "../policy/lru-curve.ts";
import type { ObjectId } from "../request.ts";
import type { Seconds } from "../units.ts";
import { BATCH, DISK, FETCH, FORWARD, HANDLE, type Legs, READ, REDIRECT } from "./legs.ts";
import type { Replay } from "./replay.ts";
import type { Topology } from "./topology.ts";
import { type Transfers, transfersOf } from "./transfers.ts";

/** Requests `from` to `to` − 1 have been served; entry 0 of each column belongs to `from`. */
export interface ServedByAll {
  readonly from: number;
  readonly to: number;
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
  readonly #served: (batch: ServedByAll) => void;
  readonly #transfers: Transfers;
  readonly #hits = new Uint32Array(BATCH);
  readonly #size = new Float64Array(BATCH);
  readonly #hit = new Float64Array(BATCH);
  readonly #fetch = new Float64Array(BATCH);

  /** Whether that topology is one in which LRU caches of all capacities can be replayed at once. */
  static fits({ registry, objectStore }: Topology): boolean {
    return registry.cache === "shared" && objectStore.memory.capacity === 0;
  }

  constructor(
    topology: Topology,
    legs: Legs,
    curve: LruCurve,
    served: (batch: ServedByAll) => void,
  ) {
    this.#legs = legs;
    this.#curve = curve;
    this.#served = served;
    this.#transfers = transfersOf(topology);
  }

  replayBatch(): void {
    const { from, to, columns, workload } = this.#legs;
    const { object } = workload.requests;
    const { send, relay } = this.#transfers;
    for (let at = 0; at < to - from; at++) {
      const id = object[from + at]! as ObjectId;
      const size = workload.sizes[id]!;
      this.#size[at] = size;
      this.#hits[at] = this.#curve.request(id);
      // The same sums in the same order as one cache at a time.
      const handled: Seconds = columns[FORWARD]![at]! + columns[HANDLE]![at]!;
      this.#hit[at] = handled + (columns[READ]![at]! + send(size));
      this.#fetch[at] =
        handled +
        (columns[REDIRECT]![at]! + columns[FETCH]![at]!) +
        (columns[DISK]![at]! + relay(size));
    }
    this.#served({
      from,
      to,
      hits: this.#hits,
      size: this.#size,
      hit: this.#hit,
      fetch: this.#fetch,
    });
  }

  finish(): void {}

  stations(): [] {
    return [];
  }
}
