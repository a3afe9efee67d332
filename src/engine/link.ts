/**
 * A link: transfers in progress share its bandwidth equally (processor sharing), each up to a cap.
 * In virtual time, the bytes that each transfer in progress has been given since the link was last
 * idle, a transfer ends at its start plus its size, whoever comes and goes meanwhile; so each event
 * costs O(log n) and nobody is rescheduled.
 */

import type { Bytes, BytesPerSecond, Seconds } from "../units.ts";
import { Calendar } from "./calendar.ts";
import { Gauge } from "./gauge.ts";

/** What {@link Link.completed} returns when no transfer has ended. */
export const NONE = -1;

export class Link {
  /** Servers: the transfers that it takes to fill the link. */
  readonly gauge: Gauge;
  readonly #calendar: Calendar;
  readonly #bandwidth: BytesPerSecond;
  readonly #cap: BytesPerSecond;
  readonly #tick: number;
  /** Transfers in progress, by the virtual time at which they end. */
  readonly #transfers = new Calendar();
  #virtual: Bytes = 0;
  /** When the virtual time was last brought up to date. */
  #updated: Seconds = 0;
  /** When the transfer that ends next will end, as things stand. */
  #due: Seconds = Number.POSITIVE_INFINITY;
  /** Times of the ticks that are scheduled, the next one last. */
  readonly #ticks: Seconds[] = [];

  /**
   * `tick` is the event that the link schedules for itself: at each, call {@link completed} until
   * it returns {@link NONE}. Where neither bandwidth nor cap is finite a transfer takes no time, and
   * its event comes by itself, at once.
   */
  constructor(
    calendar: Calendar,
    bandwidth: BytesPerSecond,
    tick: number,
    cap: BytesPerSecond = Number.POSITIVE_INFINITY,
  ) {
    this.#calendar = calendar;
    this.#bandwidth = bandwidth;
    this.#cap = cap;
    this.#tick = tick;
    this.gauge = new Gauge(cap === Number.POSITIVE_INFINITY ? 1 : Math.max(1, bandwidth / cap));
  }

  /** A transfer starts; {@link completed} returns its event when it has ended. */
  start(event: number, size: Bytes, now: Seconds): void {
    const alone = this.#rate(1);
    if (alone === Number.POSITIVE_INFINITY) {
      this.#calendar.schedule(now, event);
      return;
    }
    this.#advance(now);
    this.gauge.enter(size / alone, now);
    this.#transfers.schedule(this.#virtual + size, event);
    this.#plan(now);
    this.#arm();
  }

  /** The event of a transfer that ends now, or {@link NONE}. */
  completed(now: Seconds): number {
    if (now !== this.#due) {
      // A tick comes too early where others have started since it was scheduled.
      if (this.#nextTick === now) this.#ticks.pop();
      this.#arm();
      return NONE;
    }
    // Exactly, rather than by the clock: rounding must not leave a byte behind.
    this.#virtual = this.#transfers.nextTime;
    this.#updated = now;
    const event = this.#transfers.pop();
    if (this.#transfers.length === 0) this.#virtual = 0;
    this.gauge.leave(now);
    this.#plan(now);
    return event;
  }

  /** What each of so many transfers is given. */
  #rate(sharers: number): BytesPerSecond {
    return Math.min(this.#cap, this.#bandwidth / sharers);
  }

  get #nextTick(): Seconds {
    const { length } = this.#ticks;
    return length === 0 ? Number.POSITIVE_INFINITY : this.#ticks[length - 1]!;
  }

  #advance(now: Seconds): void {
    const sharers = this.#transfers.length;
    if (sharers > 0) this.#virtual += (now - this.#updated) * this.#rate(sharers);
    this.#updated = now;
  }

  #plan(now: Seconds): void {
    const sharers = this.#transfers.length;
    this.#due =
      sharers === 0
        ? Number.POSITIVE_INFINITY
        : now + Math.max(0, this.#transfers.nextTime - this.#virtual) / this.#rate(sharers);
  }

  /**
   * Sees to it that a tick comes when something is due, or before: one that comes too early arms
   * the next. So the ticks scheduled are never more than the transfers in progress and one.
   */
  #arm(): void {
    if (this.#due >= this.#nextTick) return;
    this.#ticks.push(this.#due);
    this.#calendar.schedule(this.#due, this.#tick);
  }
}
