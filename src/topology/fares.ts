/**
 * What a request takes without contention: as a hit, and as a miss that no memory of the object store
 * shortens.
 */

import type { Bytes, Seconds } from "../units.ts";
import { BATCH, DISK, FETCH, FORWARD, HANDLE, type Legs, READ, REDIRECT } from "./legs.ts";
import type { Topology } from "./topology.ts";

/** How long an object of that size is on the links, when nothing else is. */
export interface TransferTimes {
  /** From the registry to the client. */
  readonly send: (size: Bytes) => Seconds;
  /** From the object store to the client, by the registry or not. */
  readonly relay: (size: Bytes) => Seconds;
}

/** The transfer times of a topology. */
export function transferTimes({ registry, objectStore }: Topology): TransferTimes {
  const registryRate = Math.min(registry.link, registry.clientRate);
  const storeRate = Math.min(objectStore.link, objectStore.clientRate);
  return {
    send: (size) => size / registryRate,
    relay:
      registry.misses === "redirected"
        ? (size) => size / storeRate
        : {
            "end-to-end": () => 0,
            "cut-through": (size: Bytes) => Math.max(size / storeRate, size / registryRate),
            "store-and-forward": (size: Bytes) => size / storeRate + size / registryRate,
          }[registry.relay],
  };
}

export class Fares {
  /** Entry `2 * i` is what the batch's request i takes as a miss, entry `2 * i + 1` as a hit. */
  readonly latency = new Float64Array(2 * BATCH);
  readonly #legs: Legs;
  readonly #times: TransferTimes;

  constructor(topology: Topology, legs: Legs) {
    this.#legs = legs;
    this.#times = transferTimes(topology);
  }

  /** Works out the fares of the batch that the legs hold now. */
  quote(): void {
    const { columns, requests, size: sizes } = this.#legs;
    const { count } = requests;
    const { latency } = this;
    const { send, relay } = this.#times;
    for (let at = 0; at < count; at++) {
      const size = sizes[at]!;
      const asked = columns[FORWARD]![at]! + columns[HANDLE]![at]!;
      const stored = asked + (columns[REDIRECT]![at]! + columns[FETCH]![at]!);
      latency[2 * at] = stored + (columns[DISK]![at]! + relay(size));
      latency[2 * at + 1] = asked + (columns[READ]![at]! + send(size));
    }
  }
}
