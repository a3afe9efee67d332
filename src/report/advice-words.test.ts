/** Each sentence, in a case made for it. */

import { describe, expect, test } from "vitest";
import { adviceOn, cellsOf, FITTED } from "../testing/evidence.ts";
import { headingWords, latencyWords, recommendationWords as said } from "./advice-words.ts";

const CURVES = { lru: [0.1, 0.2, 0.25, 0.3], "r-cache": [0.2, 0.28, 0.29, 0.3], infinite: [0.3] };

test("the whole of a recommendation", () => {
  expect(said(adviceOn(CURVES))).toEqual([
    "2 GB of r-cache saves 28 % ± 1 of the time that clients wait for blobs.",
    "28 % of the requests come from memory, and the object store sends 14 % fewer bytes.",
    "No amount of memory would save more than 30 %: this is 93 % of that.",
    "With the same memory lru saves 20 %. To save as much takes lru 8 GB.",
    "More memory gains a little all the way up to the footprint, 8 GB: 30 % there.",
    "More than half of all that can be saved is had with 1 GB of r-cache: 20 %.",
    "The log covers 10 days.",
  ]);
});

test("both bounds, where the log cannot tell whose the rate is", () => {
  const clientBoundCells = cellsOf({ "r-cache": [0.05, 0.056] });
  expect(said(adviceOn(CURVES, {}, { clientBoundCells }))[0]).toBe(
    "2 GB of r-cache saves 28 % ± 1 of the time that clients wait for blobs if the object store sets the pace, and 6 % ± 1 if the clients' own links do: the log cannot tell which.",
  );
});

test.each([
  ["blobs", "wait for blobs."],
  ["manifests", "wait for manifests."],
  ["all", "wait for blobs and manifests."],
])("objects %s are called by their name", (objects, end) => {
  expect(said(adviceOn(CURVES, {}, { objects }))[0]).toMatch(end);
});

test.each([
  [0.01, "28 % ± 1 "],
  [0.124, "28 % ± 12 "],
  [0.004, "28.0 % ± 0.4 "],
  [0.0001, "28.0 % ± less than 0.1 "],
  [Number.NaN, "28 % of"],
])("a half-width of %f", (savingsHalfWidth, words) => {
  const cells = cellsOf(CURVES).map((cell) => ({ ...cell, savingsHalfWidth }));
  expect(said(adviceOn(CURVES, {}, { cells }))[0]).toContain(`saves ${words}`);
});

test("image pulls, where there are any", () => {
  const pulls = { meanPullLatencySeconds: 4.5, pullLatencySavingsRate: 0.25 };
  const cells = cellsOf(CURVES).map((cell) => ({ ...cell, ...pulls }));
  expect(said(adviceOn(CURVES, {}, { cells }))[1]).toMatch(
    /; an image pull takes 4.5 s on average instead of 6 s\.$/,
  );
});

test("everything is saved at the smallest capacity", () => {
  const words = said(adviceOn({ lru: [0.3, 0.3, 0.3, 0.3], gdsf: [0.3], infinite: [0.3] }));
  expect(words).toContain("No amount of memory would save more.");
  expect(words).toContain("With the same memory gdsf saves 30 %.");
  expect(words).toContain("More memory than that gains less than 0.5 percentage points.");
  expect(words).toContain("1 GB is the smallest cache that was tried: less may do, too.");
  expect(words.join(" ")).not.toMatch(/half of all|To save as much/);
});

test("beyond some capacity nothing is gained", () => {
  const words = said(adviceOn({ lru: [0.2, 0.28, 0.3, 0.301], infinite: [0.301] }));
  expect(words).toContain("Beyond 4 GB (30 %) nothing is gained.");
});

test("what larger caches than those tried would save is not known", () => {
  const words = (lru: number[]): string =>
    said(adviceOn({ lru, infinite: [0.5] }, { footprintBytes: 50e9 })).join(" ");
  expect(words([0.1, 0.2])).toMatch(/It is the largest that was tried: more may save more\./);
  expect(words([0.2, 0.2])).toMatch(
    /Up to 2 GB, the largest that was tried, more memory gains less than 0\.5 percentage points\./,
  );
  expect(words([0.46, 0.5])).toMatch(
    /Up to 2 GB, the largest that was tried, more memory gains a little: 50 %\./,
  );
  expect(words([0.2, 0.2])).not.toMatch(/nothing is gained|footprint/);
});

test("savings grow up to the footprint", () => {
  const curves = { lru: [0.1, 0.2, 0.38, 0.415], infinite: [0.415] };
  const words = said(adviceOn(curves));
  expect(words[0]).toMatch(/^4 GB of lru/);
  expect(words).toContain(
    "More memory gains a little all the way up to the footprint, 8 GB: 42 % there.",
  );
});

test("policies that need more, do with the same, or never do", () => {
  const words = said(
    adviceOn({
      lru: [0.1, 0.2, 0.3],
      sieve: [0.1, 0.2, 0.3],
      fifo: [0.1, 0.2, 0.2],
      gdsf: [0.1, 0.3, 0.3],
      arc: [0.1, 0.3, 0.3],
      infinite: [0.3],
    }),
  );
  expect(words).toContain(
    "With the same memory arc saves 30 %, lru 20 %, sieve 20 % and fifo 20 %. To save as much takes lru 4 GB and sieve 4 GB. Whatever was tried, fifo saves less.",
  );
});

describe("nothing to recommend", () => {
  test("because nothing repeats", () => {
    const advice = adviceOn({ lru: [0], infinite: [0] }, { repeats: 0 });
    expect(said(advice)).toEqual([
      "A cache would save nothing: nothing in this log was asked for twice.",
      "The log covers 10 days.",
    ]);
    expect(headingWords(advice)).toMatch(/too little to go by/);
  });
  test("because hits would be no quicker", () => {
    expect(said(adviceOn({ lru: [-0.1], infinite: [-0.05] }))[0]).toBe(
      "A cache would save nothing: 80 % of the requests are repeats, but memory would serve blobs no quicker than the responses were.",
    );
  });
  test("because it is next to nothing", () => {
    expect(said(adviceOn({ lru: [0.0005], infinite: [0.0008] }))[0]).toBe(
      "A cache is not worth its memory: 80 % of the requests are repeats, and yet no more than 0.1 % of the waiting could be saved.",
    );
  });
});

test.each([
  [0.997, "99.7 % of the requests"],
  [1, "100 % of the requests"],
  [0.056, "5.6 % of the requests"],
])("a hit ratio of %f", (hitRatio, words) => {
  const cells = cellsOf(CURVES).map((cell) => ({ ...cell, hitRatio }));
  expect(said(adviceOn(CURVES, {}, { cells }))[1]).toContain(words);
});

test.each([
  [45, "45 seconds"],
  [1, "1 second"],
  [90, "90 seconds"],
  [3600, "60 minutes"],
  [30 * 3600, "30 hours"],
  [3.21 * 86_400, "3.2 days"],
  [71 * 86_400, "71 days"],
])("a log of %d seconds", (seconds, words) => {
  expect(said(adviceOn(CURVES, { seconds })).at(-1)).toBe(`The log covers ${words}.`);
});

test("a log without times has no span to tell", () => {
  expect(said(adviceOn(CURVES, { seconds: 0 })).join(" ")).not.toMatch(/covers/);
});

test("where the latencies come from", () => {
  const words = (latencies: Parameters<typeof adviceOn>[2], timed = 10_000): string =>
    latencyWords(adviceOn(CURVES, { timed }, latencies));
  expect(words({})).toBe(
    "Latencies are fitted to 10,000 durations: about 900 ms + size ÷ 2 MB/s (KS 0.02); a hit is assumed to take 3 ms + size ÷ 117 MB/s.",
  );
  expect(words({ latencies: { ...FITTED, bytesPerSecond: Number.POSITIVE_INFINITY } })).toMatch(
    /about 900 ms \(KS/,
  );
  expect(words({ latencies: { origin: "given", scenario: "mine.yaml" } })).toBe(
    "Latencies are those of scenario mine.yaml.",
  );
  const preset = { latencies: { origin: "preset", scenario: "s3-today" } } as const;
  expect(words(preset, 0)).toBe(
    "The log has no durations: latencies are those of scenario s3-today, not yours.",
  );
  expect(words(preset, 12)).toMatch(/^The log has only 12 durations:/);
});
