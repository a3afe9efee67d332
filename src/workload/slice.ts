/** Which part of a profile's trace: a stretch of time, never a thinner trace. */

import type { Ratio, Seconds } from "../units.ts";
import { Generator } from "./generator.ts";
import type { Profile } from "./profile.ts";

/** How much of the trace, by at most one of the last three; all that there is by default. */
export interface Slice {
  /** Where it begins, in days after the trace's beginning (default: 0). */
  readonly from?: number | undefined;
  /** Share of the whole time. */
  readonly scale?: Ratio | undefined;
  readonly days?: number | undefined;
  /** So many blob GETs. */
  readonly requests?: number | undefined;
}

/** Of the requests that arrive from `from` on and before `until`: seconds since the trace began. */
export interface Span {
  readonly from: Seconds;
  readonly until: Seconds;
}

/** When a slice begins and ends. With `requests` the trace is made to know: it takes as long again. */
export function spanOf(profile: Profile, seed: number, slice: Slice): Span {
  const whole = profile.days * 86_400;
  const from = Math.min(whole, (slice.from ?? 0) * 86_400);
  const until = (length: Seconds): Span => ({ from, until: Math.min(whole, from + length) });
  if (slice.scale !== undefined) return until(whole * slice.scale);
  if (slice.days !== undefined) return until(slice.days * 86_400);
  if (slice.requests === undefined) return until(whole);
  // By the arrival of the first blob GET that is too many. What no hour can add to is only counted.
  let settled = 0;
  let arrivals: number[] = [];
  const generator = new Generator(profile, seed, {
    record(kind, ended, duration) {
      if (kind !== "blob") return;
      const arrival = arrivalOf(ended, duration);
      if (arrival >= from) arrivals.push(arrival);
    },
  });
  for (let hour = 1; hour <= generator.hours; hour++) {
    generator.hour();
    const before = arrivals.filter((arrival) => arrival < settledBy(hour)).sort((a, b) => a - b);
    const last = before[slice.requests - settled];
    if (last !== undefined) return { from, until: last };
    settled += before.length;
    arrivals = arrivals.filter((arrival) => arrival >= settledBy(hour));
  }
  return { from, until: whole };
}

/** When a request arrived, in seconds since the start of the trace. */
export function arrivalOf(ended: number, duration: Seconds): Seconds {
  return ended / 1000 - duration;
}

/**
 * Up to when all requests have been made after so many hours: sessions start in their hour, and
 * arrivals are rounded to a millisecond.
 */
export function settledBy(hours: number): Seconds {
  return hours * 3600 - 0.001;
}
