/** A station with servers without limit: nobody ever waits, whatever the discipline. */

import type { Seconds } from "../units.ts";
import type { Calendar } from "./calendar.ts";
import { Gauge } from "./gauge.ts";
import type { Station } from "./station.ts";

export class DelayStation implements Station {
  /** There is no queue to weigh by time, and the busy servers are what was asked of them. */
  readonly gauge = new Gauge(Number.POSITIVE_INFINITY);
  readonly #calendar: Calendar;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  enter(event: number, service: Seconds, now: Seconds): void {
    this.gauge.arrivals++;
    this.gauge.serviceSeconds += service;
    this.#calendar.schedule(now + service, event);
  }

  leave(): void {}
}
