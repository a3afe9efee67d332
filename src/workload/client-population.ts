/** Who pulls: clients that come one by one, some much busier than others. */

import type { Stream } from "../random/stream.ts";
import { zipf } from "../random/zipf.ts";
import type { Ratio } from "../units.ts";
import type { Profile } from "./profile.ts";

/** Clients are dense integers; the first few are the monitor's. */
export class ClientPopulation {
  readonly #count: number;
  readonly #monitors: number;
  readonly #growth: number;
  readonly #rank: () => number;
  #known: number;

  constructor({ clients, monitor }: Profile, draws: Stream) {
    this.#count = Math.max(clients.count, monitor.clients + 1);
    this.#monitors = monitor.clients;
    this.#known = monitor.clients;
    this.#growth = clients.growth;
    this.#rank = zipf(this.#count - monitor.clients, clients.skew, draws);
  }

  /**
   * The client of a pull after that share of the trace: a new one when one is due, else one that
   * has pulled before.
   */
  next(progress: Ratio): number {
    if (this.#known < this.#count * progress ** this.#growth || this.#known === this.#monitors) {
      if (this.#known < this.#count) return this.#known++;
    }
    return this.known();
  }

  /** One of the clients that have pulled before, by activity. At least one must have. */
  known(): number {
    for (;;) {
      const client = this.#monitors + this.#rank();
      if (client < this.#known) return client;
    }
  }
}
