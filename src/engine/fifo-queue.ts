/** Who waits at a station, in order of arrival: a ring whose length is a power of two. */

import type { Seconds } from "../units.ts";

export class FifoQueue {
  #events = new Int32Array(16);
  #services = new Float64Array(16);
  #entered = new Float64Array(16);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Of the first in the queue, while there is one: its event, its service time, when it came. */
  get event(): number {
    return this.#events[this.#head]!;
  }

  get service(): Seconds {
    return this.#services[this.#head]!;
  }

  get entered(): Seconds {
    return this.#entered[this.#head]!;
  }

  push(event: number, service: Seconds, now: Seconds): void {
    if (this.#length === this.#events.length) this.#grow();
    const tail = (this.#head + this.#length++) & (this.#events.length - 1);
    this.#events[tail] = event;
    this.#services[tail] = service;
    this.#entered[tail] = now;
  }

  /** Drops the first. */
  shift(): void {
    this.#head = (this.#head + 1) & (this.#events.length - 1);
    this.#length--;
  }

  #grow(): void {
    const longer = <A extends Int32Array | Float64Array>(ring: A, into: A): A => {
      into.set(ring.subarray(this.#head));
      into.set(ring.subarray(0, this.#head), ring.length - this.#head);
      return into;
    };
    const length = 2 * this.#events.length;
    this.#events = longer(this.#events, new Int32Array(length));
    this.#services = longer(this.#services, new Float64Array(length));
    this.#entered = longer(this.#entered, new Float64Array(length));
    this.#head = 0;
  }
}
