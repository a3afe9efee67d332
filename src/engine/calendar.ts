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
    let hole = this.#length++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      // A newcomer has the highest sequence, so at equal times it stays below.
      if (times[parent]! <= time) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#put(hole, time, this.#sequence++, event);
  }

  /** Takes the next event out; only when there is one. */
  pop(): number {
    const event = this.#events[0]!;
    const last = --this.#length;
    const times = this.#times;
    const time = times[last]!;
    const sequence = this.#sequences[last]!;
    const moved = this.#events[last]!;
    let hole = 0;
    for (;;) {
      const first = 4 * hole + 1;
      if (first >= last) break;
      const end = Math.min(first + 4, last);
      let least = first;
      for (let child = first + 1; child < end; child++) {
        if (this.#before(child, least)) least = child;
      }
      const leastTime = times[least]!;
      if (leastTime > time || (leastTime === time && this.#sequences[least]! > sequence)) break;
      this.#move(least, hole);
      hole = least;
    }
    this.#put(hole, time, sequence, moved);
    return event;
  }

  #before(a: number, b: number): boolean {
    const difference = this.#times[a]! - this.#times[b]!;
    return difference < 0 || (difference === 0 && this.#sequences[a]! < this.#sequences[b]!);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#times[from]!, this.#sequences[from]!, this.#events[from]!);
  }

  #put(at: number, time: Seconds, sequence: number, event: number): void {
    this.#times[at] = time;
    this.#sequences[at] = sequence;
    this.#events[at] = event;
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
