/** Cautions in words: what is wrong with the log, and what it means for the answer. */

import type { Advice } from "../advice/advice.ts";
import type { Caution } from "../advice/cautions.ts";
import { formatBytes, formatSeconds } from "../units.ts";
import { objectWords } from "./advice-words.ts";
import { percent, plural, spanWords } from "./quantity-words.ts";

const WORDS: Readonly<Record<Caution, (advice: Advice) => string>> = {
  "few-requests": ({ facts }) =>
    `The log has ${plural(facts.requests, "request")} only: a handful of large pulls decides the numbers. Take a longer log.`,
  "no-times": () =>
    "The log has no times, or one only: requests are replayed as if they came all at once.",
  "under-a-day": ({ facts }) =>
    `The log covers ${spanWords(facts.seconds)}, less than a day: other hours may be different, and a cache that has just been filled saves less than one that has run for long.`,
  "under-a-week": ({ facts }) =>
    `The log covers ${spanWords(facts.seconds)}, less than a week: weekdays and weekends, and releases, may be different.`,
  "one-object": (advice) =>
    `All requests are for one object (${formatBytes(advice.facts.largestBytes)}): any cache that holds it does.`,
  "nothing-repeats": (advice) =>
    `No request repeats another: the log is too short, something in front of the registry answers repeats already, or nobody pulls ${objectWords(advice)} twice.`,
  "mostly-new": ({ facts }) =>
    `${percent(1 - facts.repeats)} of the requests are the first for their object, which no cache can serve. A longer log would have more repeats.`,
  "still-growing": ({ facts }) =>
    `${percent(facts.newInSecondHalf)} of the footprint was asked for first in the second half of the log (repeats: ${percent(facts.repeatsByHalf[0])} in the first half, ${percent(facts.repeatsByHalf[1])} in the second): over a longer time there is more to save, and it takes more memory.`,
  uncertain: ({ recommended }) => {
    const { savingsHalfWidth, latencySavingsRate } = recommended!.cell;
    return Number.isFinite(savingsHalfWidth)
      ? `The savings (${percent(latencySavingsRate)}) are within their uncertainty (± ${percent(savingsHalfWidth)}): this log cannot tell them from nothing.`
      : "There are too few requests to say how uncertain the savings are.";
  },
  "no-durations": ({ facts }) =>
    `${facts.timed === 0 ? "The log does not say how long responses took" : `The log has ${plural(facts.timed, "duration")} only`}: shares of hits and bytes are of your registry, times are not. Log durations, or give --scenario.`,
  "some-durations": ({ facts }) =>
    `${plural(facts.requests - facts.timed, "request")} of ${facts.requests.toLocaleString("en-US")} have no duration in the log: the others stand for them.`,
  "poor-fit": ({ latencies }) =>
    `The fitted latencies are not those recorded: their distributions differ by up to ${percent(latencies.origin === "fitted" ? latencies.ks : 0)}. pullsim fit shows where.`,
  "quick-store": ({ ceiling, all, latencies }) =>
    `The registry is quick already (${latencies.origin === "fitted" ? `small objects take ${formatSeconds(latencies.overheadSeconds)}` : ""}): ${percent(all?.hitRatio ?? 0)} of the requests could be hits, and would save ${percent(ceiling)} of the waiting. Its store may have a cache of its own.`,
  redirects: ({ facts }) =>
    `Not counted, because redirected to the object store, whose answers are not in this log: ${plural(facts.redirects, "GET")}. A cache in the registry serves these only with redirects disabled.`,
  "one-client": () =>
    "All requests come from one client, or the log does not tell clients apart. If that is a proxy or a mirror with a cache, what it serves itself is not in the log.",
  "small-footprint": (advice) =>
    `All ${objectWords(advice)} that were asked for have ${formatBytes(advice.facts.footprintBytes)} together: so small a registry fits into any memory.`,
};

/** The cautions of an advice, a paragraph each. */
export function cautionWords(advice: Advice): string[] {
  return advice.cautions.map((caution) => WORDS[caution](advice));
}
