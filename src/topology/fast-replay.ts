/**
 * The journey without contention: nobody waits, a fill is instantaneous, and a request's latency is
 * the sum of its legs. A classical cache simulation, whose hits are those of any correct cache
 * simulator on the same sequence.
 */

import type { Cache } from "../policy/cache.ts";
import type { ObjectId } from "../request.ts";
import type { Legs } from "./legs.ts";
import type { Replay, Served } from "./replay.ts";
import type { Topology } from "./topology.ts";

export class FastReplay implements Replay {
  readonly #legs: Legs;
  readonly #cache: Cache;
  readonly #served: Served;
  readonly #link: number;

  constructor(topology: Topology, legs: Legs, cache: Cache, served: Served) {
    this.#legs = legs;
    this.#cache = cache;
    this.#served = served;
    this.#link = topology.registry.link;
  }

  replayBatch(): void {
    const { from, to, forward, handle, read, fetch, workload } = this.#legs;
    const { arrival, object } = workload.requests;
    for (let i = from; i < to; i++) {
      const id = object[i]! as ObjectId;
      const size = workload.sizes[id]!;
      const now = arrival[i]!;
      const at = i - from;
      const common = forward[at]! + handle[at]!;
      if (this.#cache.lookup(id, now)) {
        this.#served(i, "hit", size, common + read[at]! + size / this.#link);
      } else {
        this.#cache.offer(id, now);
        this.#served(i, "fetch", size, common + fetch[at]!);
      }
    }
  }

  finish(): void {}
}
