/** A station: servers that share one queue, and the queueing discipline by which it is served. */

import type { Seconds } from "../units.ts";
import type { Calendar } from "./calendar.ts";
import { DelayStation } from "./delay-station.ts";
import type { Gauge } from "./gauge.ts";
import { QueueStation } from "./queue-station.ts";
import { SharingStation } from "./sharing-station.ts";

/**
 * Who is served next. `fifo`: first come, first served. `shortest-first`: of those who wait, the one
 * with the shortest service time, ties in order of arrival; nobody is interrupted.
 * `processor-sharing`: everyone at once, the servers shared equally, nobody by more than one.
 */
export type Discipline = "fifo" | "shortest-first" | "processor-sharing";

export const DISCIPLINES = ["fifo", "shortest-first", "processor-sharing"] as const;

export interface Station {
  readonly gauge: Gauge;
  /** Someone arrives who needs `service` seconds of a server; `event` happens when that is over. */
  enter(event: number, service: Seconds, now: Seconds): void;
  /** To be called when an event of this station happens. */
  leave(now: Seconds): void;
}

/** Something that schedules events for itself: its tick. */
export interface Ticking {
  /** To be called at each tick until it returns NONE: an event that happens now. */
  completed(now: Seconds): number;
}

/**
 * Makes a station. `servers` may be `Infinity`: then nobody ever waits and it is a delay. `tick` is
 * the event that a sharing station schedules for itself.
 */
export function createStation(
  calendar: Calendar,
  servers: number,
  discipline: Discipline,
  tick: number,
): Station & Partial<Ticking> {
  if (servers === Number.POSITIVE_INFINITY) return new DelayStation(calendar);
  return discipline === "processor-sharing"
    ? new SharingStation(calendar, servers, tick)
    : new QueueStation(calendar, servers, discipline === "shortest-first");
}
