/**
 * The journey without contention: nobody waits, a fill is instantaneous, and a request's latency is
 * the sum of its legs. A classical cache simulation, whose hits are those of any correct cache
 * simulator on the same sequence.
 */

import type { Cache } from "../policy/cache.ts";
import type { ObjectId } from "../request.ts";
import { type TransferTimes, transferTimes } from "./fares.ts";
import { HostPicker } from "./host-picker.ts";
import type { JourneySetting } from "./journey.ts";
import { DISK, FETCH, FORWARD, HANDLE, type Legs, READ, REDIRECT, STORE_READ } from "./legs.ts";
import type { Replay, Served } from "./replay.ts";
import type { StoreMemory } from "./store-memory.ts";
import type { Topology } from "./topology.ts";

export class FastReplay implements Replay {
  readonly abandoned = false;
  readonly #legs: Legs;
  readonly #caches: readonly Cache[];
  readonly #storeMemory: StoreMemory;
  readonly #served: Served;
  readonly #picker: HostPicker;
  readonly #times: TransferTimes;

  constructor(topology: Topology, { legs, caches, storeMemory, served }: JourneySetting) {
    this.#legs = legs;
    this.#caches = caches;
    this.#storeMemory = storeMemory;
    this.#served = served;
    this.#picker = new HostPicker(topology, legs.workload);
    this.#times = transferTimes(topology);
  }

  replayBatch(): void {
    const { from, to, columns, workload } = this.#legs;
    const { arrival, object } = workload.requests;
    for (let i = from; i < to; i++) {
      const id = object[i]! as ObjectId;
      const size = workload.sizes[id]!;
      const now = arrival[i]!;
      const at = i - from;
      const host = this.#picker.pick(i, id);
      const cache = this.#caches[host]!;
      let latency = columns[FORWARD]![at]! + columns[HANDLE]![at]!;
      const delay = cache.delayOf(id);
      if (cache.lookup(id, now)) {
        latency += delay + columns[READ]![at]! + this.#times.send(size);
        this.#served(i, "hit", size, latency, now + latency);
      } else {
        const inMemory = this.#storeMemory.lookup(id, now);
        if (!inMemory) this.#storeMemory.wasRead(id, now);
        latency += columns[REDIRECT]![at]! + columns[FETCH]![at]!;
        latency += columns[inMemory ? STORE_READ : DISK]![at]! + this.#times.relay(size);
        cache.offer(id, now, latency);
        this.#served(i, "fetch", size, latency, now + latency);
      }
      this.#picker.done(host);
    }
  }

  get oldest(): number {
    return this.#legs.to;
  }

  finish(): void {}

  stations(): [] {
    return [];
  }
}
