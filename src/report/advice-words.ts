/** Advice in words: every statement is computed from the cells, and says so where it cannot be. */

import type { Advice } from "../advice/advice.ts";
import type { Caution } from "../advice/cautions.ts";
import { REACH, type Recommendation, TIE } from "../advice/recommend.ts";
import type { Cell } from "../metrics/cell.ts";
import { formatBytes, formatSeconds } from "../units.ts";
import { listed, percent, percentWithin, plural, spanWords } from "./quantity-words.ts";

/** Cautions with which no answer is firm. */
const GRAVE: readonly Caution[] = ["few-requests", "no-times", "nothing-repeats", "uncertain"];

/** What stands above the recommendation. */
export function headingWords({ cautions }: Advice): string {
  return cautions.some((caution) => GRAVE.includes(caution))
    ? "What this log suggests, which is too little to go by"
    : "What to do";
}

/** What is recommended and why, a sentence each. */
export function recommendationWords(advice: Advice): string[] {
  const { recommended } = advice;
  if (!recommended) return [nothingWords(advice), spanSentence(advice)].filter(Boolean);
  return [
    savingsSentence(advice, recommended),
    gainSentence(recommended),
    ceilingSentence(advice, recommended),
    rivalSentence(recommended),
    enoughSentence(advice, recommended),
    halfSentence(recommended),
    smallestSentence(advice, recommended),
    spanSentence(advice),
  ].filter(Boolean);
}

function savingsSentence(advice: Advice, { cell }: Recommendation): string {
  const saves = percentWithin(cell.latencySavingsRate, cell.savingsHalfWidth);
  const what = `${cacheWords(cell)} saves ${saves} of the time that clients wait for ${objectWords(advice)}`;
  const { clientBound } = advice;
  if (!clientBound) return `${what}.`;
  const least = percentWithin(clientBound.latencySavingsRate, clientBound.savingsHalfWidth);
  return `${what} if the object store sets the pace, and ${least} if the clients' own links do: the log cannot tell which.`;
}

function cacheWords({ policy, capacityBytes }: Cell): string {
  if (!Number.isFinite(capacityBytes)) return `A cache without limit (${policy})`;
  return `${formatBytes(capacityBytes)} of ${policy}`;
}

function gainSentence({ cell }: Recommendation): string {
  const { hitRatio, bytes, storeBytes, meanPullLatencySeconds, pullLatencySavingsRate } = cell;
  const store = `${percent(hitRatio)} of the requests come from memory, and the object store sends ${percent(1 - storeBytes / bytes)} fewer bytes`;
  const before = meanPullLatencySeconds / (1 - pullLatencySavingsRate);
  if (!Number.isFinite(before)) return `${store}.`;
  return `${store}; an image pull takes ${formatSeconds(meanPullLatencySeconds)} on average instead of ${formatSeconds(before)}.`;
}

function ceilingSentence({ ceiling }: Advice, { reached }: Recommendation): string {
  if (reached >= 1 - TIE) return "No amount of memory would save more.";
  return `No amount of memory would save more than ${percent(ceiling)}: this is ${percent(reached)} of that.`;
}

function rivalSentence({ cell, rivals }: Recommendation): string {
  const beside = rivals
    .filter(({ savings }) => Number.isFinite(savings))
    .toSorted((a, b) => b.savings - a.savings);
  const same = beside.map(({ policy, savings }, i) =>
    i === 0 ? `${policy} saves ${percent(savings)}` : `${policy} ${percent(savings)}`,
  );
  const needs = rivals
    .filter(({ capacityBytes = 0 }) => capacityBytes > cell.capacityBytes)
    .map(({ policy, capacityBytes }) => `${policy} ${formatBytes(capacityBytes!)}`);
  const never = rivals.filter(({ capacityBytes }) => capacityBytes === undefined);
  return [
    same.length > 0 && `With the same memory ${listed(same)}.`,
    needs.length > 0 && `To save as much takes ${listed(needs)}.`,
    never.length > 0 &&
      `Whatever was tried, ${listed(never.map(({ policy }) => policy))} ${never.length === 1 ? "saves" : "save"} less.`,
  ]
    .filter(Boolean)
    .join(" ");
}

function enoughSentence({ facts, mostBytes }: Advice, { cell, enough }: Recommendation): string {
  const more = percent(enough.latencySavingsRate);
  const here = enough.capacityBytes === cell.capacityBytes;
  if (mostBytes < facts.footprintBytes) {
    if (cell.capacityBytes === mostBytes)
      return "It is the largest that was tried: more may save more.";
    const gains = here ? `less than ${100 * TIE} percentage points` : `a little: ${more}`;
    return `Up to ${formatBytes(mostBytes)}, the largest that was tried, more memory gains ${gains}.`;
  }
  if (here) return `More memory than that gains less than ${100 * TIE} percentage points.`;
  if (enough.capacityBytes >= facts.footprintBytes) {
    return `More memory gains a little all the way up to the footprint, ${formatBytes(facts.footprintBytes)}: ${more} there.`;
  }
  return `Beyond ${formatBytes(enough.capacityBytes)} (${more}) nothing is gained.`;
}

function halfSentence({ half }: Recommendation): string {
  if (!half) return "";
  return `More than half of all that can be saved is had with ${cacheWords(half)}: ${percent(half.latencySavingsRate)}.`;
}

function smallestSentence({ leastBytes }: Advice, { cell }: Recommendation): string {
  if (cell.capacityBytes > leastBytes) return "";
  return `${formatBytes(leastBytes)} is the smallest cache that was tried: less may do, too.`;
}

function spanSentence({ facts }: Advice): string {
  return facts.seconds > 0 ? `The log covers ${spanWords(facts.seconds)}.` : "";
}

function nothingWords({ facts, ceiling, objects }: Advice): string {
  if (facts.repeats === 0) {
    return "A cache would save nothing: nothing in this log was asked for twice.";
  }
  const hits = `${percent(facts.repeats)} of the requests are repeats`;
  if (ceiling > 0) {
    return `A cache is not worth its memory: ${hits}, and yet no more than ${percent(ceiling)} of the waiting could be saved.`;
  }
  return `A cache would save nothing: ${hits}, but memory would serve ${objects === "all" ? "them" : objects} no quicker than the responses were.`;
}

/** What the latencies are, in a sentence. */
export function latencyWords({ latencies, facts }: Advice): string {
  if (latencies.origin !== "fitted") {
    const those = `atencies are those of scenario ${latencies.scenario}`;
    if (latencies.origin === "given") return `L${those}.`;
    const found = facts.timed === 0 ? "no durations" : `only ${plural(facts.timed, "duration")}`;
    return `The log has ${found}: l${those}, not yours.`;
  }
  const { overheadSeconds, bytesPerSecond, hit, ks } = latencies;
  const line = (base: number, rate: number): string =>
    Number.isFinite(rate)
      ? `${formatSeconds(base)} + size ÷ ${formatBytes(rate)}/s`
      : formatSeconds(base);
  return `Latencies are fitted to ${plural(facts.timed, "duration")}: about ${line(overheadSeconds, bytesPerSecond)} (KS ${ks.toFixed(2)}); a hit is assumed to take ${line(hit.base, hit.bandwidth)}.`;
}

/** How the choice was made, for whoever wants to make another. */
export const METHOD = `Recommended is the smallest cache that reaches ${100 * REACH} % of what any amount of memory would save.`;

export function objectWords({ objects }: Pick<Advice, "objects">): string {
  return objects === "all" ? "blobs and manifests" : objects;
}
