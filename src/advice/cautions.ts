/** What speaks against trusting an answer, as far as the log itself shows it. */

import type { Ratio, Seconds } from "../units.ts";
import type { Advice } from "./advice.ts";

export type Caution =
  | "few-requests"
  | "no-times"
  | "under-a-day"
  | "under-a-week"
  | "one-object"
  | "nothing-repeats"
  | "mostly-new"
  | "still-growing"
  | "uncertain"
  | "no-durations"
  | "some-durations"
  | "poor-fit"
  | "quick-store"
  | "redirects"
  | "one-client"
  | "small-footprint";

/** Requests below which a savings rate is one of a few accidents. */
const FEW = 1000;
const DAY: Seconds = 86_400;
/** A log of a day begins and ends with a request: it is a little shorter. */
const NEARLY: Ratio = 0.95;
/** Share of repeats below which most of the log is seen once. */
const FEW_REPEATS: Ratio = 0.2;
/** Share of the footprint that may be new in the second half of a log that has seen most of it. */
const GROWING: Ratio = 0.25;
/** Durations below which no model is fitted. */
export const LEAST_DURATIONS = 100;
/** Share of requests with a duration from which on the others do not matter. */
const MOST_TIMED: Ratio = 0.95;
/** Distance from the recorded durations beyond which a model is not theirs. */
const POOR_FIT: Ratio = 0.1;
/** Savings ÷ share of requests served from memory below which a hit is hardly quicker than a miss. */
const HARDLY_QUICKER: Ratio = 0.25;
const SMALL_FOOTPRINT = 50e6;
/** Requests from which on it means something that they all come from one client. */
const MANY = 100;

/** The cautions that apply, in the order in which they are told. */
export function cautionsOf(advice: Omit<Advice, "cautions">): Caution[] {
  const { facts, latencies, recommended, all, ceiling } = advice;
  const { requests, seconds, repeats, timed } = facts;
  const halfWidth = recommended?.cell.savingsHalfWidth ?? 0;
  const fitted = latencies.origin === "fitted";
  const applies: Record<Caution, boolean> = {
    "few-requests": requests < FEW,
    "no-times": seconds === 0 && requests > 1,
    "under-a-day": seconds > 0 && seconds < NEARLY * DAY,
    "under-a-week": seconds >= NEARLY * DAY && seconds < NEARLY * 7 * DAY,
    "one-object": facts.objects === 1,
    "nothing-repeats": repeats === 0,
    "mostly-new": repeats > 0 && repeats < FEW_REPEATS,
    "still-growing": repeats > 0 && facts.newInSecondHalf > GROWING,
    // Not the other way round: what is not known is uncertain, too.
    uncertain: recommended !== undefined && !(halfWidth < recommended.cell.latencySavingsRate),
    "no-durations": latencies.origin === "preset",
    "some-durations": fitted && timed < MOST_TIMED * requests,
    "poor-fit": fitted && latencies.ks > POOR_FIT,
    "quick-store": fitted && repeats > 0 && ceiling < HARDLY_QUICKER * (all?.hitRatio ?? 0),
    redirects: facts.redirects > 0,
    "one-client": facts.clients === 1 && requests >= MANY,
    "small-footprint": facts.footprintBytes < SMALL_FOOTPRINT,
  };
  return (Object.keys(applies) as Caution[]).filter((caution) => applies[caution]);
}
