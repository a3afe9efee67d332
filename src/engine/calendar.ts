/**
 * The event calendar: events in order of time, and among equal times in the order in which they
 * were scheduled. An event is one integer, whose meaning is the caller's. A 4-ary heap in typed
 * arrays, keyed on (time, sequence); O(log n) an operation.
 */

import type { Seconds } from "../units.ts";

export class Calendar {
  #times = new Float64Array(64);
  #sequences = new Float64Array(64);
  #events = new Int32Array(64);
  #length = 0;
  #sequence = 0;

  /** Events that are still to come. */
  get length(): number {
    return this.#length;
  }

  /** Time of the next event; `Infinity` when there is none. */
  get nextTime(): Seconds {
    return this.#length === 0 ? Number.POSITIVE_INFINITY : this.#times[0]!;
  }

  /** Adds an event. */
  schedule(time: Seconds, event: number): void {
    if (this.#length === this.#times.length) this.#grow();
    const times = this.#times;
    const sequences = this.#sequences;
    const events = this.#events;
    let hole = this.#length++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const above = times[parent]!;
      // A newcomer has the highest sequence, so at equal times it stays below.
      if (above <= time) break;
      times[hole] = above;
      sequences[hole] = sequences[parent]!;
      events[hole] = events[parent]!;
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = this.#sequence++;
    events[hole] = event;
  }

  /** Takes the next event out; only when there is one. */
  pop(): number {
    const times = this.#times;
    const sequences = this.#sequences;
    const events = this.#events;
    const event = events[0]!;
    const last = --this.#length;
    const time = times[last]!;
    const sequence = sequences[last]!;
    let hole = 0;
    for (;;) {
      let child = 4 * hole + 1;
      if (child >= last) break;
      const end = Math.min(child + 4, last);
      let least = times[child]!;
      for (let other = child + 1; other < end; other++) {
        const at = times[other]!;
        if (at < least || (at === least && sequences[other]! < sequences[child]!)) {
          child = other;
          least = at;
        }
      }
      if (least > time || (least === time && sequences[child]! > sequence)) break;
      times[hole] = least;
      sequences[hole] = sequences[child]!;
      events[hole] = events[child]!;
      hole = child;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    events[hole] = events[last]!;
    return event;
  }

  #grow(): void {
    const capacity = 2 * this.#times.length;
    const times = new Float64Array(capacity);
    const sequences = new Float64Array(capacity);
    const events = new Int32Array(capacity);
    times.set(this.#times);
    sequences.set(this.#sequences);
    events.set(this.#events);
    this.#times = times;
    this.#sequences = sequences;
    this.#events = events;
  }
}
