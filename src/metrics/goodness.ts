/** How well one sample resembles another. */

import type { Ratio } from "../units.ts";

/**
 * Kolmogorov and Smirnov's distance of two samples, both ascending: the greatest difference between
 * their distribution functions, 0 to 1; NaN where one is empty.
 */
export function ksDistance(a: ArrayLike<number>, b: ArrayLike<number>): Ratio {
  if (a.length === 0 || b.length === 0) return Number.NaN;
  let greatest = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    greatest = Math.max(greatest, Math.abs(i / a.length - j / b.length));
  }
  return greatest;
}
