/** Quantities as they stand in a sentence. */

import type { Ratio, Seconds } from "../units.ts";

/** `31 %`; with a decimal below ten, `5.6 %`, and where almost all would be taken for all, `99.7 %`. */
export function percent(ratio: Ratio): string {
  const value = 100 * ratio;
  const whole = Math.abs(value) >= 9.95 && !(value >= 99 && value < 100);
  return `${whole ? Math.round(value) : Number(value.toFixed(1))} %`;
}

/** `31 % ± 1`, `5.6 % ± 0.4`: percentage points; without them where they are not known. */
export function percentWithin(ratio: Ratio, halfWidth: Ratio): string {
  if (!Number.isFinite(halfWidth)) return percent(ratio);
  const points = 100 * halfWidth;
  if (points < 0.05) return `${(100 * ratio).toFixed(1)} % ± less than 0.1`;
  const digits = points < 0.95 ? 1 : 0;
  return `${(100 * ratio).toFixed(digits)} % ± ${points.toFixed(digits)}`;
}

const UNITS: readonly [Seconds, string][] = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
];

/** `3.2 days`, `30 hours`, `1 hour`: in the unit of which there are two at least, where there is one. */
export function spanWords(seconds: Seconds): string {
  const [unit, noun] = UNITS.find(([unit]) => seconds >= 2 * unit) ?? UNITS.at(-1)!;
  const count = Number((seconds / unit).toPrecision(2));
  return plural(count, noun);
}

/** `1 request`, `2,350 requests`, `3 repositories`. */
export function plural(count: number, noun: string): string {
  const many = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${count.toLocaleString("en-US")} ${count === 1 ? noun : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** `965 ping, 278 head`, the most frequent first. */
export function countedReasons(reasons: Readonly<Record<string, number>>): string {
  const entries = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  return entries.map(([reason, n]) => `${n.toLocaleString("en-US")} ${reason}`).join(", ");
}
