/** Which registry server the load balancer gives a request to. */

import { hashOf } from "../random/hash.ts";
import type { ObjectId } from "../request.ts";
import type { Topology } from "./topology.ts";

export class HostPicker {
  readonly #pick: (recorded: number, object: ObjectId) => number;
  /** By object; undefined where any host may be asked for it. */
  readonly #hostOf: Uint16Array | undefined;
  /** Requests in flight, by host. */
  readonly #inFlight: Int32Array;
  #next = 0;

  /** For so many objects. */
  constructor({ loadBalancer, registry: { hosts } }: Topology, objects: number) {
    this.#inFlight = new Int32Array(hosts);
    if (hosts === 1) {
      this.#pick = () => 0;
      return;
    }
    switch (loadBalancer.pick) {
      case "trace-host":
        this.#pick = (recorded) => recorded % hosts;
        break;
      case "round-robin":
        this.#pick = () => this.#turn(this.#next);
        break;
      case "least-loaded":
        this.#pick = () => this.#turn(this.#leastLoaded());
        break;
      case "consistent-hash": {
        const hostOf = Uint16Array.from({ length: objects }, (_, object) =>
          rendezvous(object, hosts),
        );
        this.#hostOf = hostOf;
        this.#pick = (_recorded, object) => hostOf[object]!;
      }
    }
  }

  /**
   * The host for a request, which is in flight there from now on; `recorded` is the one that answered it
   * in the trace.
   */
  pick(recorded: number, object: ObjectId): number {
    const host = this.#pick(recorded, object);
    this.#inFlight[host]!++;
    return host;
  }

  /** Where an object is to be held that was named at `host`: there, or where all go for it. */
  home(object: ObjectId, host: number): number {
    return this.#hostOf?.[object] ?? host;
  }

  /** A request at that host is in flight no more. */
  done(host: number): void {
    this.#inFlight[host]!--;
  }

  #turn(host: number): number {
    this.#next = (host + 1) % this.#inFlight.length;
    return host;
  }

  /** The first of the least loaded whose turn it is, so that idle hosts take turns. */
  #leastLoaded(): number {
    const hosts = this.#inFlight.length;
    let least = this.#next;
    for (let i = 1; i < hosts; i++) {
      const host = (this.#next + i) % hosts;
      if (this.#inFlight[host]! < this.#inFlight[least]!) least = host;
    }
    return least;
  }
}

/**
 * Highest random weight: the host whose hash with the object is greatest. One host more takes its
 * share from each of the others and moves nothing between them.
 * Source: Thaler and Ravishankar, IEEE/ACM Transactions on Networking 6(1), 1998.
 */
function rendezvous(object: number, hosts: number): number {
  let best = 0;
  let greatest = -1;
  for (let host = 0; host < hosts; host++) {
    const weight = hashOf(object, host);
    if (weight > greatest) {
      greatest = weight;
      best = host;
    }
  }
  return best;
}
