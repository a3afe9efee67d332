/** Which capacities are tried: what can be bought, up to where nothing more can be gained. */

import type { Bytes } from "../units.ts";

/** Decades below the footprint at which the smallest cache stands. */
const DECADES = 3;
const STEPS = [1, 2, 5];
/** Significant digits of the footprint, rounded up. */
const DIGITS = 3;

/**
 * 1, 2, 5, 10 … from a thousandth of the footprint on, and last the footprint itself, rounded up, in
 * which everything has room. At least one byte, and at least the footprint.
 */
export function capacitiesUpTo(footprint: Bytes): Bytes[] {
  const all = roundedUp(Math.max(1, footprint));
  const capacities: Bytes[] = [];
  for (let power = Math.floor(Math.log10(all)) - DECADES; 10 ** power < all; power++) {
    for (const step of STEPS) {
      const capacity = Math.round(step * 10 ** Math.max(0, power));
      // One that is nearly the footprint would say the same twice.
      if (capacity >= all * 10 ** -DECADES && capacity <= 0.9 * all) capacities.push(capacity);
    }
  }
  return [...new Set(capacities), all].sort((a, b) => a - b);
}

function roundedUp(bytes: Bytes): Bytes {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(bytes)) + 1 - DIGITS);
  return Math.ceil(bytes / unit) * unit;
}
