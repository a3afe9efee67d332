/**
 * The journey without contention: nobody waits, a fill is instantaneous, and a request's latency is
 * the sum of its legs. A classical cache simulation, whose hits are those of any correct cache
 * simulator on the same sequence.
 */

import type { Cache } from "../policy/cache.ts";
import { FETCHED, HIT, type ObjectId, ServedRequests } from "../request.ts";
import type { Seconds } from "../units.ts";
import { type TransferTimes, transferTimes } from "./fares.ts";
import { HostPicker } from "./host-picker.ts";
import type { JourneySetting } from "./journey.ts";
import { DISK, FETCH, FORWARD, HANDLE, type Legs, READ, REDIRECT, STORE_READ } from "./legs.ts";
import type { Prefetching } from "./prefetching.ts";
import type { Replay, Served } from "./replay.ts";
import type { StoreMemory } from "./store-memory.ts";
import type { Topology } from "./topology.ts";

export class FastReplay implements Replay {
  readonly abandoned = false;
  readonly #legs: Legs;
  readonly #caches: readonly Cache[];
  readonly #storeMemory: StoreMemory;
  readonly #served: Served;
  /** Served, and not told of so far. */
  readonly #accounts = new ServedRequests();
  readonly #picker: HostPicker;
  readonly #times: TransferTimes;
  readonly #prefetching: Prefetching | undefined;
  /** Fetches ahead, and the host of each. */
  readonly #ordered: [object: ObjectId, host: number][] = [];

  constructor(topology: Topology, setting: JourneySetting) {
    const { legs, caches, storeMemory, served, prefetching } = setting;
    this.#legs = legs;
    this.#caches = caches;
    this.#storeMemory = storeMemory;
    this.#served = served;
    this.#picker = new HostPicker(topology, legs.workload.sizes.length);
    this.#times = transferTimes(topology);
    this.#prefetching = prefetching;
    prefetching?.begin({
      caches,
      home: (object, host) => this.#picker.home(object, host),
      underWay: () => false,
      fetch: (object, host) => this.#ordered.push([object, host]),
    });
  }

  replayBatch(): void {
    const { from, to, columns, workload, requests, pull } = this.#legs;
    const { arrival, object, host: recorded } = requests;
    const ahead = this.#prefetching;
    const served = this.#accounts;
    for (let i = from; i < to; i++) {
      const at = i - from;
      const id = object[at]! as ObjectId;
      const size = workload.sizes[id]!;
      const now = arrival[at]!;
      while (ahead && ahead.nextManifest <= now) {
        const then = ahead.nextManifest;
        ahead.manifest();
        this.#fetchAhead(ahead, then);
      }
      ahead?.sent(i, this.#legs);
      ahead?.expire(now);
      const host = this.#picker.pick(recorded[at]!, id);
      const cache = this.#caches[host]!;
      let latency = columns[FORWARD]![at]! + columns[HANDLE]![at]!;
      const delay = cache.delayOf(id);
      const hit = cache.lookup(id, now);
      ahead?.requested(i, host, !hit, now);
      if (hit) {
        latency += delay + columns[READ]![at]! + this.#times.send(size);
        served.add(i, pull[at]!, HIT, size, latency, now + latency);
      } else {
        const inMemory = this.#storeMemory.lookup(id, now);
        if (!inMemory) this.#storeMemory.wasRead(id, now);
        latency += columns[REDIRECT]![at]! + columns[FETCH]![at]!;
        latency += columns[inMemory ? STORE_READ : DISK]![at]! + this.#times.relay(size);
        cache.offer(id, now, latency);
        served.add(i, pull[at]!, FETCHED, size, latency, now + latency);
      }
      if (ahead) this.#fetchAhead(ahead, now);
      this.#picker.done(host);
      if (served.full) this.#settle();
    }
    this.#settle();
  }

  #settle(): void {
    this.#served(this.#accounts);
    this.#accounts.count = 0;
  }

  /** What nobody has asked for comes in no time, but behind the fetch of whoever gave reason for it. */
  #fetchAhead(ahead: Prefetching, now: Seconds): void {
    for (const [object, host] of this.#ordered) {
      const inMemory = this.#storeMemory.lookup(object, now);
      if (!inMemory) this.#storeMemory.wasRead(object, now);
      const read = ahead.service(object, inMemory ? STORE_READ : DISK);
      ahead.arrived(object, host, now, ahead.service(object, FETCH) + read);
    }
    this.#ordered.length = 0;
  }

  get oldest(): number {
    return this.#legs.to;
  }

  finish(): void {}

  stations(): [] {
    return [];
  }
}
