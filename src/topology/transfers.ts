/** How long bytes are on their way to the client when nobody shares the links. */

import type { Bytes, Seconds } from "../units.ts";
import type { Topology } from "./topology.ts";

export interface Transfers {
  /** From the registry's memory. */
  readonly send: (size: Bytes) => Seconds;
  /** From the object store, be it through the registry or not. */
  readonly relay: (size: Bytes) => Seconds;
}

export function transfersOf({ registry, objectStore }: Topology): Transfers {
  const registryRate = Math.min(registry.link, registry.clientRate);
  const storeRate = Math.min(objectStore.link, objectStore.clientRate);
  const send = (size: Bytes): Seconds => size / registryRate;
  if (registry.misses === "redirected") return { send, relay: (size) => size / storeRate };
  const relay = {
    "end-to-end": () => 0,
    "cut-through": (size: Bytes) => Math.max(size / storeRate, size / registryRate),
    "store-and-forward": (size: Bytes) => size / storeRate + size / registryRate,
  }[registry.relay];
  return { send, relay };
}
