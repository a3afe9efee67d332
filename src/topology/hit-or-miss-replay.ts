/**
 * The journey without contention where what a request takes depends only on whether it is a hit: a
 * stretch of requests goes through the cache at once, and is accounted for at once.
 */

import { BatchHits } from "../batch-hits.ts";
import type { Cache } from "../policy/cache.ts";
import type { Fares } from "./fares.ts";
import { BATCH, type Legs } from "./legs.ts";
import type { Replay } from "./replay.ts";
import type { Topology } from "./topology.ts";

/** Told of each batch which of its requests were hits. */
export type ServedBatch = (hits: BatchHits) => void;

/** Whether a request is either a hit or a miss, and nothing else changes what it takes. */
export function isHitOrMiss({ objectStore }: Topology, caches: readonly Cache[]): boolean {
  return (
    objectStore.memory.capacity === 0 && new Set(caches).size === 1 && !caches.some((c) => c.delays)
  );
}

export class HitOrMissReplay implements Replay {
  readonly abandoned = false;
  readonly #legs: Legs;
  readonly #fares: Fares;
  readonly #cache: Cache;
  readonly #served: ServedBatch;
  readonly #hits = new BatchHits(BATCH);

  /** `fares` are quoted for each batch before it is replayed. */
  constructor(legs: Legs, fares: Fares, cache: Cache, served: ServedBatch) {
    this.#legs = legs;
    this.#fares = fares;
    this.#cache = cache;
    this.#served = served;
  }

  replayBatch(): void {
    const { requests, size } = this.#legs;
    const { count, object, arrival } = requests;
    const known = { size, latency: this.#fares.latency };
    this.#cache.replay(object, arrival, 0, count, known, this.#hits);
    this.#served(this.#hits);
  }

  get oldest(): number {
    return this.#legs.to;
  }

  finish(): void {}

  stations(): [] {
    return [];
  }
}
