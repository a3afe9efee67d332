/** Values of options, checked as the command line is read. */

import { InvalidArgumentError } from "@commander-js/extra-typings";

/** A whole number of at least 0. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** A whole number of at least 1. */
export function positive(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError("It must be above zero.");
  return value;
}

/** A number above 0. */
export function aboveZero(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new InvalidArgumentError("It must be above zero.");
  }
  return value;
}

/** Above 0, and at most 1. */
export function share(text: string): number {
  const value = aboveZero(text);
  if (value > 1) throw new InvalidArgumentError("It must be at most 1.");
  return value;
}

/** A number of at least 0. */
export function notNegative(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new InvalidArgumentError("It must be zero or above.");
  }
  return value;
}
