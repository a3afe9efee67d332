/** The journey without contention, through LRU caches of several capacities at once. */

import { BatchHits } from "../batch-hits.ts";
import type { LruCurve } from "../policy/lru-curve.ts";
import { BATCH, type Legs } from "./legs.ts";
import type { Replay } from "./replay.ts";
import type { Topology } from "./topology.ts";

export class CurveReplay implements Replay {
  readonly abandoned = false;
  readonly #legs: Legs;
  readonly #curve: LruCurve;
  readonly #served: (hits: BatchHits, cache: number) => void;
  readonly #hits: readonly BatchHits[];

  /** Whether in that topology LRU caches of all capacities can be replayed at once. */
  static fits({ registry, objectStore }: Topology): boolean {
    return registry.cache === "shared" && objectStore.memory.capacity === 0;
  }

  /** `served` is told of each batch which of its requests were hits, cache by cache. */
  constructor(legs: Legs, curve: LruCurve, served: (hits: BatchHits, cache: number) => void) {
    this.#legs = legs;
    this.#curve = curve;
    this.#served = served;
    this.#hits = curve.caches.map(() => new BatchHits(BATCH));
  }

  replayBatch(): void {
    const { count, object } = this.#legs.requests;
    this.#curve.request(object, 0, count, this.#hits);
    for (const [cache, hits] of this.#hits.entries()) this.#served(hits, cache);
  }

  get oldest(): number {
    return this.#legs.to;
  }

  finish(): void {}

  stations(): [] {
    return [];
  }
}
