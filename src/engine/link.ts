/**
 * A link: transfers in progress share its bandwidth equally (processor sharing). In virtual time,
 * the bytes that each transfer in progress has been given since the link was last idle, a transfer
 * ends at its start plus its size, whoever comes and goes meanwhile; so each event costs O(log n)
 * and nobody is rescheduled.
 */

import type { Bytes, BytesPerSecond, Seconds } from "../units.ts";
import { Calendar } from "./calendar.ts";

/** What {@link Link.completed} returns when no transfer has ended. */
export const NONE = -1;

export class Link {
  readonly #calendar: Calendar;
  readonly #bandwidth: BytesPerSecond;
  readonly #tick: number;
  /** Transfers in progress, by the virtual time at which they end. */
  readonly #transfers = new Calendar();
  #virtual: Bytes = 0;
  /** When the virtual time was last brought up to date. */
  #updated: Seconds = 0;
  /** When the transfer that ends next will end, as things stand. */
  #due: Seconds = Number.POSITIVE_INFINITY;

  /**
   * `tick` is the event that the link schedules for itself: at each, call {@link completed} until
   * it returns {@link NONE}. With a bandwidth of `Infinity` a transfer takes no time, and its event
   * comes by itself.
   */
  constructor(calendar: Calendar, bandwidth: BytesPerSecond, tick: number) {
    this.#calendar = calendar;
    this.#bandwidth = bandwidth;
    this.#tick = tick;
  }

  /** A transfer starts; {@link completed} returns its event when it has ended. */
  start(event: number, size: Bytes, now: Seconds): void {
    if (this.#bandwidth === Number.POSITIVE_INFINITY) {
      this.#calendar.schedule(now, event);
      return;
    }
    this.#advance(now);
    this.#transfers.schedule(this.#virtual + size, event);
    this.#plan(now);
  }

  /** The event of a transfer that ends now, or {@link NONE}. */
  completed(now: Seconds): number {
    // A tick that was overtaken by a later start is not due any more.
    if (now !== this.#due) return NONE;
    // Exactly, rather than by the clock: rounding must not leave a byte behind.
    this.#virtual = this.#transfers.nextTime;
    this.#updated = now;
    const event = this.#transfers.pop();
    if (this.#transfers.length === 0) this.#virtual = 0;
    this.#plan(now);
    return event;
  }

  #advance(now: Seconds): void {
    const sharers = this.#transfers.length;
    if (sharers > 0) this.#virtual += ((now - this.#updated) * this.#bandwidth) / sharers;
    this.#updated = now;
  }

  #plan(now: Seconds): void {
    const sharers = this.#transfers.length;
    if (sharers === 0) {
      this.#due = Number.POSITIVE_INFINITY;
      return;
    }
    const left = Math.max(0, this.#transfers.nextTime - this.#virtual);
    const due = now + (left * sharers) / this.#bandwidth;
    // A due time that stands has its tick already; those that end together share one.
    if (due !== this.#due) this.#calendar.schedule(due, this.#tick);
    this.#due = due;
  }
}
