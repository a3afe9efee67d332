/** Durations as Go writes them: `1m51.900179248s`, `40.123508ms`, `970.704µs`, `1h2m3s`. */

import type { Seconds } from "../units.ts";

/** The micro sign comes as either of two characters, and as none where an encoding was lost. */
const PART = /(\d+(?:\.\d+)?)(h|ms|m|s|ns|[^\d.a-z]{1,3}s|us)/y;

const NANOSECONDS: Readonly<Record<string, number>> = {
  ...{ h: 3600e9, m: 60e9, s: 1e9 },
  ...{ ms: 1e6, ns: 1 },
};

/** The duration, to the nanosecond as Go has it, or undefined where the text is none. */
export function parseGoDuration(text: string): Seconds | undefined {
  let nanoseconds = 0;
  PART.lastIndex = 0;
  for (let at = 0; at < text.length; at = PART.lastIndex) {
    const part = PART.exec(text);
    if (!part) return undefined;
    nanoseconds += Math.round(Number(part[1]) * (NANOSECONDS[part[2]!] ?? 1e3));
  }
  return text === "" ? undefined : nanoseconds / 1e9;
}
