/** The stations and links of a topology, around one event calendar. */

import { Calendar } from "../engine/calendar.ts";
import type { Gauge, StationFigures } from "../engine/gauge.ts";
import { Link } from "../engine/link.ts";
import { createStation, type Station, type Ticking } from "../engine/station.ts";
import type { BytesPerSecond, Seconds } from "../units.ts";
import type { StationSpec, Topology } from "./topology.ts";

/** Figures of a station or link, under the key of the scenario that describes it. */
export interface NamedFigures extends StationFigures {
  readonly name: string;
}

/** Whoever waits takes memory: a queue as long as this is not waited for to end. */
const LONGEST_QUEUE = 2 ** 18;

export class Tiers {
  readonly calendar = new Calendar();
  readonly loadBalancer: Station;
  /** By host. */
  readonly registries: readonly Station[];
  readonly registryLinks: readonly Link[];
  readonly objectStore: Station;
  readonly disks: readonly Station[];
  readonly storeLink: Link;
  readonly #ticking: Ticking[] = [];
  readonly #gauges: [name: string, gauge: Gauge][] = [];

  constructor({ loadBalancer, registry, objectStore }: Topology) {
    const each = <T>(count: number, name: string, make: (name: string) => T): T[] =>
      Array.from({ length: count }, (_, i) => make(count === 1 ? name : `${name}.${i}`));
    this.loadBalancer = this.#station("loadBalancer", loadBalancer);
    this.registries = each(registry.hosts, "registry", (name) => this.#station(name, registry));
    this.registryLinks = each(registry.hosts, "registry.link", (name) =>
      this.#link(name, registry.link, registry.clientRate),
    );
    this.objectStore = this.#station("objectStore", objectStore);
    this.disks = each(objectStore.disks, "objectStore.disk", (name) =>
      this.#station(name, { servers: 1, discipline: "fifo" }),
    );
    this.storeLink = this.#link("objectStore.link", objectStore.link, objectStore.clientRate);
  }

  /** The station or link whose tick a negative event is; all others belong to requests. */
  ticking(event: number): Ticking {
    return this.#ticking[-1 - event]!;
  }

  /** True where a queue has become so long that it will not be waited for. */
  get overrun(): boolean {
    return this.#gauges.some(([, gauge]) => gauge.waiting > LONGEST_QUEUE);
  }

  /** Arrivals are about to end: which queues have grown without end? */
  judge(now: Seconds): void {
    for (const [, gauge] of this.#gauges) gauge.judge(now);
  }

  /** From time 0 to `now`, of those that anybody came to. */
  figures(now: Seconds): NamedFigures[] {
    return this.#gauges
      .filter(([, gauge]) => gauge.arrivals > 0)
      .map(([name, gauge]) => ({ name, ...gauge.figures(now) }));
  }

  #station(name: string, { servers, discipline }: Omit<StationSpec, "latency">): Station {
    const tick = -1 - this.#ticking.length;
    const station = createStation(this.calendar, servers, discipline, tick);
    if (station.completed) this.#ticking.push(station as Station & Ticking);
    this.#gauges.push([name, station.gauge]);
    return station;
  }

  #link(name: string, bandwidth: BytesPerSecond, cap: BytesPerSecond): Link {
    const link = new Link(this.calendar, bandwidth, -1 - this.#ticking.length, cap);
    this.#ticking.push(link);
    this.#gauges.push([name, link.gauge]);
    return link;
  }
}
