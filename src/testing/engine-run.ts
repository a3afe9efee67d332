/** Runs one station or link by itself, outside any topology. */

import type { Calendar } from "../engine/calendar.ts";
import { NONE } from "../engine/link.ts";
import type { Ticking } from "../engine/station.ts";

/** The event that a station or link under test schedules for itself. */
export const TICK = -1;

/** One who comes: when, and with how many seconds of service or bytes. */
export interface Arrival {
  readonly time: number;
  readonly demand: number;
}

/** When each of those who came has been served, and the order in which they went. */
export interface Departures {
  readonly times: readonly number[];
  readonly order: readonly number[];
}

/** A station or a link, whatever it calls them. */
export interface UnderTest extends Partial<Ticking> {
  enter(event: number, demand: number, now: number): void;
  leave?(now: number): void;
}

/** Sends arrivals, ascending in time, through it; at equal times departures come first. */
export function run(
  calendar: Calendar,
  { enter, leave, completed }: UnderTest,
  arrivals: readonly Arrival[],
): Departures {
  const times: number[] = [];
  const order: number[] = [];
  const gone = (event: number, now: number): void => {
    times[event] = now;
    order.push(event);
    leave?.(now);
  };
  const advance = (until: number): void => {
    while (calendar.length > 0 && calendar.nextTime <= until) {
      const now = calendar.nextTime;
      const event = calendar.pop();
      if (event !== TICK) {
        gone(event, now);
        continue;
      }
      for (let next = completed!(now); next !== NONE; next = completed!(now)) gone(next, now);
    }
  };
  for (const [event, { time, demand }] of arrivals.entries()) {
    advance(time);
    enter(event, demand, time);
  }
  advance(Number.POSITIVE_INFINITY);
  return { times, order };
}
