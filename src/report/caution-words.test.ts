/** Each caution, in a case made for it, and not in the ordinary one. */

import { expect, test } from "vitest";
import type { Evidence } from "../advice/advice.ts";
import type { Caution } from "../advice/cautions.ts";
import type { Facts } from "../advice/facts.ts";
import { adviceOn, type Curves, cellsOf, FITTED } from "../testing/evidence.ts";
import { cautionWords } from "./caution-words.ts";

const CURVES = { lru: [0.1, 0.2, 0.3], infinite: [0.3] };

test("nothing speaks against a good log", () => {
  expect(adviceOn(CURVES).cautions).toEqual([]);
});

interface Case {
  readonly facts?: Partial<Facts>;
  readonly curves?: Curves;
  readonly evidence?: Partial<Evidence>;
  readonly words: string;
}

const CASES: Readonly<Record<Caution, Case>> = {
  "few-requests": {
    facts: { requests: 320 },
    words:
      "The log has 320 requests only: a handful of large pulls decides the numbers. Take a longer log.",
  },
  "no-times": { facts: { seconds: 0 }, words: "The log has no times, or one only" },
  "under-a-day": { facts: { seconds: 3 * 3600 }, words: "The log covers 3 hours, less than a day" },
  "under-a-week": {
    facts: { seconds: 3 * 86_400 },
    words: "The log covers 3 days, less than a week",
  },
  "one-object": {
    facts: { objects: 1, largestBytes: 60e6 },
    words: "All requests are for one object (60 MB): any cache that holds it does.",
  },
  "nothing-repeats": {
    facts: { repeats: 0 },
    curves: { lru: [0], infinite: [0] },
    words: "No request repeats another: the log is too short,",
  },
  "mostly-new": {
    facts: { repeats: 0.15 },
    words: "85 % of the requests are the first for their object, which no cache can serve.",
  },
  "still-growing": {
    facts: { newInSecondHalf: 0.4 },
    words:
      "40 % of the footprint was asked for first in the second half of the log (repeats: 75 % in the first half, 85 % in the second)",
  },
  uncertain: {
    evidence: { cells: cellsOf(CURVES).map((cell) => ({ ...cell, savingsHalfWidth: 0.4 })) },
    words:
      "The savings (30 %) are within their uncertainty (± 40 %): this log cannot tell them from nothing.",
  },
  "no-durations": {
    facts: { timed: 0 },
    evidence: { latencies: { origin: "preset", scenario: "s3-today" } },
    words: "The log does not say how long responses took: shares of hits and bytes are of your",
  },
  "some-durations": {
    facts: { timed: 6000 },
    words: "4,000 requests of 10,000 have no duration in the log: the others stand for them.",
  },
  "poor-fit": {
    evidence: { latencies: { ...FITTED, ks: 0.21 } },
    words: "their distributions differ by up to 21 %",
  },
  "quick-store": {
    evidence: {
      latencies: { ...FITTED, overheadSeconds: 0.0004 },
      cells: cellsOf(CURVES).map((cell) => ({ ...cell, hitRatio: 0.9, latencySavingsRate: 0.1 })),
    },
    words:
      "The registry is quick already (small objects take 400 µs): 90 % of the requests could be hits, and would save 10 % of the waiting.",
  },
  redirects: {
    facts: { redirects: 1234 },
    words:
      "Not counted, because redirected to the object store, whose answers are not in this log: 1,234 GETs.",
  },
  "one-client": { facts: { clients: 1 }, words: "All requests come from one client" },
  "small-footprint": {
    facts: { footprintBytes: 12e6 },
    words:
      "All blobs that were asked for have 12 MB together: so small a registry fits into any memory.",
  },
};

test.each(Object.entries(CASES) as [Caution, Case][])(
  "%s",
  (caution, { facts = {}, curves = CURVES, evidence, words }) => {
    const advice = adviceOn(curves, facts, evidence);
    expect(advice.cautions).toEqual([caution]);
    expect(cautionWords(advice)[0]).toContain(words);
  },
);

test("how uncertain savings are may be unknown", () => {
  const cells = cellsOf(CURVES).map((cell) => ({ ...cell, savingsHalfWidth: Number.NaN }));
  expect(cautionWords(adviceOn(CURVES, {}, { cells }))).toEqual([
    "There are too few requests to say how uncertain the savings are.",
  ]);
});

test("a few durations are not none", () => {
  const latencies = { origin: "preset", scenario: "s3-today" } as const;
  expect(cautionWords(adviceOn(CURVES, { timed: 7 }, { latencies }))[0]).toMatch(
    /^The log has 7 durations only: shares of hits/,
  );
});
