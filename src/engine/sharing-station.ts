/**
 * A station that serves everyone present at once: c servers shared equally, nobody by more than one
 * (processor sharing). It is a link whose bandwidth is c seconds of service a second, one a job.
 */

import type { Seconds } from "../units.ts";
import type { Calendar } from "./calendar.ts";
import type { Gauge } from "./gauge.ts";
import { Link } from "./link.ts";
import type { Station, Ticking } from "./station.ts";

export class SharingStation implements Station, Ticking {
  readonly #link: Link;

  constructor(calendar: Calendar, servers: number, tick: number) {
    this.#link = new Link(calendar, servers, tick, 1);
  }

  get gauge(): Gauge {
    return this.#link.gauge;
  }

  enter(event: number, service: Seconds, now: Seconds): void {
    this.#link.start(event, service, now);
  }

  /** Who has been served has left with its event already. */
  leave(): void {}

  completed(now: Seconds): number {
    return this.#link.completed(now);
  }
}
