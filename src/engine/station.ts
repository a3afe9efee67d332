/** A station: servers that share one queue, first come first served. */

import type { Seconds } from "../units.ts";
import type { Calendar } from "./calendar.ts";

export class Station {
  readonly #calendar: Calendar;
  readonly #servers: number;
  #busy = 0;
  // The queue is a ring, its length a power of two.
  #events = new Int32Array(16);
  #services = new Float64Array(16);
  #head = 0;
  #waiting = 0;

  /** `servers` may be `Infinity`: then nothing ever waits and the station is a delay. */
  constructor(calendar: Calendar, servers: number) {
    this.#calendar = calendar;
    this.#servers = servers;
  }

  /** Those who wait for a server. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Someone arrives who needs `service` seconds of a server; `event` happens when that is over. */
  enter(event: number, service: Seconds, now: Seconds): void {
    if (this.#busy < this.#servers) {
      this.#busy++;
      this.#calendar.schedule(now + service, event);
      return;
    }
    if (this.#waiting === this.#events.length) this.#grow();
    const tail = (this.#head + this.#waiting++) & (this.#events.length - 1);
    this.#events[tail] = event;
    this.#services[tail] = service;
  }

  /** To be called when an event of this station happens: the server takes the next in the queue. */
  leave(now: Seconds): void {
    if (this.#waiting === 0) {
      this.#busy--;
      return;
    }
    this.#calendar.schedule(now + this.#services[this.#head]!, this.#events[this.#head]!);
    this.#head = (this.#head + 1) & (this.#events.length - 1);
    this.#waiting--;
  }

  #grow(): void {
    const length = this.#events.length;
    const events = new Int32Array(2 * length);
    const services = new Float64Array(2 * length);
    for (let i = 0; i < length; i++) {
      const from = (this.#head + i) & (length - 1);
      events[i] = this.#events[from]!;
      services[i] = this.#services[from]!;
    }
    this.#events = events;
    this.#services = services;
    this.#head = 0;
  }
}
