/** Durations as Go writes them: `1m51.900179248s`, `40.123508ms`, `970.704µs`, `1h2m3s`. */

import type { Seconds } from "../units.ts";

/** The micro sign comes as either of two characters, and as none where an encoding was lost. */
const PART = /(\d+(?:\.\d+)?)(h|ms|m|s|ns|[^\d.a-z]{1,3}s|us)/y;

const SECONDS: Readonly<Record<string, Seconds>> = { h: 3600, m: 60, s: 1 };
/** Units to a second; what is left is microseconds. */
const PARTS: Readonly<Record<string, number>> = { ms: 1e3, ns: 1e9 };

/** The duration, or undefined where the text is none. */
export function parseGoDuration(text: string): Seconds | undefined {
  let seconds = 0;
  PART.lastIndex = 0;
  for (let at = 0; at < text.length; at = PART.lastIndex) {
    const part = PART.exec(text);
    if (!part) return undefined;
    const [, number, unit] = part as unknown as [string, string, string];
    const whole = SECONDS[unit];
    seconds += whole ? Number(number) * whole : Number(number) / (PARTS[unit] ?? 1e6);
  }
  return text === "" ? undefined : seconds;
}
