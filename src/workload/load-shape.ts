/** How the load of a trace spreads over its hours: a week, a day, and bursts. */

import { lognormal } from "../random/lognormal.ts";
import type { Stream } from "../random/stream.ts";
import type { Profile } from "./profile.ts";

/** The share of the whole trace's load in each hour; the last may be a part of one. They sum to 1. */
export function hourlyShares(
  { start, days, load }: Pick<Profile, "start" | "days" | "load">,
  draws: Stream,
): Float64Array {
  const burst = lognormal(0, load.burst, draws);
  const first = Date.parse(start) / 3_600_000;
  const hours = days * 24;
  const shares = new Float64Array(Math.ceil(hours));
  for (let day = 0; day * 24 < hours; day++) {
    // The bursts of a day move load within it: a slice of days has its share of the requests.
    const bursts = Float64Array.from({ length: 24 }, burst);
    const mean = bursts.reduce((sum, factor) => sum + factor, 0) / 24;
    for (let i = day * 24; i < Math.min(shares.length, day * 24 + 24); i++) {
      const date = new Date((first + i) * 3_600_000);
      const weekend = date.getUTCDay() % 6 === 0 ? load.weekend : 1;
      const turn = (2 * Math.PI * (date.getUTCHours() + 0.5 - load.peakHour)) / 24;
      const wave = 1 + load.daily * Math.cos(turn);
      shares[i] = weekend * wave * (bursts[i - day * 24]! / mean) * Math.min(1, hours - i);
    }
  }
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}
