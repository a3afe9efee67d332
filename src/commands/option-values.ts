/** Values of options, checked as the command line is read. */

import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";

/** The capacities of the paper's figure. */
const CAPACITIES = ["50MB", "100MB", "200MB", "500MB", "1GB", "2GB", "4GB", "8GB", "12GB"];

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

/** At least 0 and below 1. */
export function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value < 1)) {
    throw new InvalidArgumentError("It must be at least 0 and below 1.");
  }
  return value;
}

export const CAPACITY_OPTION = new Option(
  "--capacity <size...>",
  'cache sizes: "500MB", "4GiB", "unlimited"',
).default(CAPACITIES, "nine, from 50MB to 12GB");

/** On how many threads a trace is read. */
export const WORKERS_OPTION = new Option("--workers <n>", "threads that read the trace")
  .argParser(positive)
  .default(availableParallelism());
