/** A station whose servers each serve one at a time, from a queue. */

import type { Seconds } from "../units.ts";
import { Calendar } from "./calendar.ts";
import { FifoQueue } from "./fifo-queue.ts";
import { Gauge } from "./gauge.ts";
import type { Station } from "./station.ts";

export class QueueStation implements Station {
  readonly gauge: Gauge;
  readonly #calendar: Calendar;
  /** Who waits: by arrival, or by service time in what is a calendar of service times. */
  readonly #fifo = new FifoQueue();
  readonly #shortest: Calendar | undefined;

  constructor(calendar: Calendar, servers: number, shortestFirst = false) {
    this.#calendar = calendar;
    this.gauge = new Gauge(servers);
    if (shortestFirst) this.#shortest = new Calendar();
    else this.gauge.waitingSeconds = 0;
  }

  enter(event: number, service: Seconds, now: Seconds): void {
    const { gauge } = this;
    const free = gauge.present < gauge.servers;
    gauge.enter(service, now);
    if (free) this.#calendar.schedule(now + service, event);
    else if (this.#shortest) this.#shortest.schedule(service, event);
    else this.#fifo.push(event, service, now);
  }

  leave(now: Seconds): void {
    const { gauge } = this;
    const next = gauge.waiting > 0;
    gauge.leave(now);
    if (!next) return;
    if (this.#shortest) {
      const service = this.#shortest.nextTime;
      this.#calendar.schedule(now + service, this.#shortest.pop());
      return;
    }
    const queue = this.#fifo;
    gauge.waitingSeconds += now - queue.entered;
    this.#calendar.schedule(now + queue.service, queue.event);
    queue.shift();
  }
}
