/**
 * How many are present at a station or on a link, over time: the time-weighted figures of queueing
 * theory, and whether the queue grew without end.
 */

import type { Ratio, Seconds } from "../units.ts";

/** What a station did from time 0 on. NaN where nobody came. */
export interface StationFigures {
  /** How long it was watched. */
  readonly seconds: Seconds;
  /** `Infinity` where nobody ever waits. */
  readonly servers: number;
  readonly arrivals: number;
  /** Time-weighted share of the servers that were busy; NaN with servers without limit. */
  readonly utilisation: Ratio;
  /** Time-weighted number of busy servers. */
  readonly meanBusy: number;
  /** Time-weighted number of those who waited. */
  readonly meanQueue: number;
  readonly maxQueue: number;
  readonly meanWaitingSeconds: Seconds;
  readonly meanServiceSeconds: Seconds;
  /** When the queue began to grow without end; NaN where it did not. */
  readonly saturatedSinceSeconds: Seconds;
}

/** A queue shorter than this is never called saturated. */
const LEAST_QUEUE = 16;
/** Nor is one that has stood for less than this share of the time. */
const LEAST_SHARE: Ratio = 0.2;
/** A queue that grows steadily from nothing is twice as long as its mean; one that stands, as long. */
const LEAST_GROWTH = 1.5;

export class Gauge {
  readonly servers: number;
  arrivals = 0;
  /** Sum of the waiting times, where the station knows them one by one; else by Little's law. */
  waitingSeconds: Seconds = Number.NaN;
  /** Sum of what those who came asked of a server. */
  serviceSeconds: Seconds = 0;
  #present = 0;
  #maxWaiting = 0;
  #updated: Seconds = 0;
  #busyArea = 0;
  #waitingArea = 0;
  /** When somebody last began to wait where nobody had, and the area of the queue before that. */
  #waitingSince: Seconds = 0;
  #areaBefore = 0;
  #saturatedSince: Seconds = Number.NaN;

  constructor(servers: number) {
    this.servers = servers;
  }

  /** Those present, in service or not. */
  get present(): number {
    return this.#present;
  }

  /** Those present who have no server to themselves. */
  get waiting(): number {
    return this.#present > this.servers ? this.#present - this.servers : 0;
  }

  /** Someone comes who needs `service` seconds of a server. */
  enter(service: Seconds, now: Seconds): void {
    this.#advance(now);
    this.arrivals++;
    this.serviceSeconds += service;
    const waiting = ++this.#present - this.servers;
    if (waiting <= 0) return;
    if (waiting <= 1) {
      this.#waitingSince = now;
      this.#areaBefore = this.#waitingArea;
    }
    if (waiting > this.#maxWaiting) this.#maxWaiting = waiting;
  }

  /** Someone goes. */
  leave(now: Seconds): void {
    this.#advance(now);
    this.#present--;
  }

  /**
   * Judges the queue at a moment when arrivals are about to end: it is saturated if it has stood
   * for a fifth of the time or more and is still growing, and it has been since nobody waited.
   */
  judge(now: Seconds): void {
    this.#advance(now);
    const stood = now - this.#waitingSince;
    const { waiting } = this;
    if (waiting < LEAST_QUEUE || stood < LEAST_SHARE * now) return;
    const mean = (this.#waitingArea - this.#areaBefore) / stood;
    if (waiting >= LEAST_GROWTH * mean) this.#saturatedSince = this.#waitingSince;
  }

  /** The figures from time 0 to `now`, or to the last event where that is later. */
  figures(now: Seconds): StationFigures {
    this.#advance(now);
    const { servers, arrivals, serviceSeconds } = this;
    const elapsed = this.#updated;
    // With servers without limit nobody's presence is weighed: each is busy for as long as asked.
    const busyArea = Number.isFinite(servers) ? this.#busyArea : serviceSeconds;
    const waitingSeconds = Number.isNaN(this.waitingSeconds)
      ? this.#waitingArea
      : this.waitingSeconds;
    return {
      seconds: elapsed,
      servers,
      arrivals,
      utilisation: Number.isFinite(servers) ? busyArea / (servers * elapsed) : Number.NaN,
      meanBusy: busyArea / elapsed,
      meanQueue: this.#waitingArea / elapsed,
      maxQueue: this.#maxWaiting,
      meanWaitingSeconds: waitingSeconds / arrivals,
      meanServiceSeconds: serviceSeconds / arrivals,
      saturatedSinceSeconds: this.#saturatedSince,
    };
  }

  #advance(now: Seconds): void {
    const elapsed = now - this.#updated;
    if (elapsed <= 0) return;
    this.#updated = now;
    const present = this.#present;
    if (present <= this.servers) {
      this.#busyArea += present * elapsed;
    } else {
      this.#busyArea += this.servers * elapsed;
      this.#waitingArea += (present - this.servers) * elapsed;
    }
  }
}
