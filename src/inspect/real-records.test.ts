/** The real records of Dallas, and a generated Dallas, through the same inspector. */

import { expect, test } from "vitest";
import { sharedData } from "../testing/shared-data.ts";
import { openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import { parseProfile, profileText } from "../workload/profile.ts";
import { compare } from "./compare.ts";
import { inspectProfile } from "./inspect-profile.ts";
import { TraceInspector } from "./inspect-trace.ts";
import { Inspector } from "./inspector.ts";

const real = sharedData("real-traces/ibm-docker-registry/dal09");
const within = (value: number, low: number, high: number): void => {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
};

test.skipIf(!real)("the real records give the published line, sizes and sessions", async () => {
  const inspector = new Inspector();
  await readTrace(openTrace([real!]).sources, new TraceInspector(inspector));
  const { inspection } = inspector.finish("dal09");
  expect(inspection).toMatchObject({
    records: 666,
    blobGets: 666,
    hosts: 6,
    skipped: {},
    statuses: { 200: 666 },
    mix: { GET: { blob: 666 } },
    late: 0,
  });
  const { durations, sizes, sessions } = inspection;
  within(durations.overheadSeconds, 0.85, 1.0);
  within(durations.bandwidth, 2.2e6, 2.35e6);
  // Of the 999 records of which these are two thirds: 11.5 kB and 35.3 MB by request.
  within(sizes.requests.quantiles[3]!, 5e3, 4e4);
  within(sizes.requests.quantiles[7]!, 25e6, 50e6);
  within(sessions.blobs[1]!, 4, 6);
  within(sessions.blobs[3]!, 12, 16);
});

test("three generated days of Dallas have what is published of its first three", () => {
  const profile = parseProfile("dal09", profileText("dal09"));
  const inspector = new Inspector();
  inspectProfile(profile, 1, { days: 3 }, inspector);
  const { inspection, growth } = inspector.finish("dal09");
  const { sizes, popularity, lru } = inspection;
  within(sizes.layers.under1MB, 0.63, 0.67);
  within(sizes.layers.under10MB, 0.78, 0.82);
  within(sizes.tail[0]!.requests, 0.05, 0.07);
  within(sizes.tail[0]!.bytes, 0.6, 0.7);
  within(sizes.requests.meanBytes, 14.39e6 * 0.93, 14.39e6 * 1.07);
  within(popularity.topHundredth, 0.44, 0.48);
  within(popularity.oneTimers, 0.65, 0.71);
  within(lru[1]!.hitRatio, 0.369, 0.469);
  within(lru[2]!.hitRatio, 0.521, 0.621);
  within(lru[3]!.hitRatio, 0.574, 0.674);
  within(inspection.repositoriesPerLayer, 1.1, 1.6);
  within(inspection.infiniteHitRatio, 0.67, 0.71);
  within(inspection.manifests.withoutBlobs, 0.7, 0.8);
  within(inspection.sessions.blobs[1]!, 4, 6);
  within(inspection.durations.overheadSeconds, 0.9, 0.98);
  within(inspection.durations.bandwidth, 2.2e6, 2.36e6);
  expect(inspection.late).toBe(0);
  expect(inspection.published).toEqual([]);

  const figures = compare(inspection, growth, profile).map(({ figure }) => figure);
  expect(figures).toContain("oneTimers");
  expect(figures).toContain("layers after 3.58 %");
  expect(figures).not.toContain("clients");
  expect(figures).not.toContain("layers after 10 %");
});

test("what begins later is not compared with the first days", () => {
  const profile = parseProfile("dal09", profileText("dal09"));
  const inspector = new Inspector();
  inspectProfile(profile, 1, { from: 5, days: 0.1 }, inspector);
  const { inspection, growth } = inspector.finish("dal09");
  expect(inspection.first.startsWith("2017-06-25T00:")).toBe(true);
  const figures = compare(inspection, growth, profile).map(({ figure }) => figure);
  expect(figures).toContain("meanBlobBytes");
  expect(figures.some((figure) => / after /.test(figure))).toBe(false);
});

test.each(["dev-mon01", "prestage-mon01", "syd01"])(
  "the whole of %s has its published records, clients and growth",
  (name) => {
    const profile = parseProfile(name, profileText(name));
    const inspector = new Inspector();
    inspectProfile(profile, 1, {}, inspector);
    const { inspection, growth } = inspector.finish(name);
    const compared = compare(inspection, growth, profile);
    expect(compared.length).toBeGreaterThan(10);
    for (const { figure, difference } of compared) {
      if (/^(records|blobGets|clients)$/.test(figure)) within(difference, -0.03, 0.03);
      if (/ after /.test(figure)) within(difference, -0.1, 0.1);
    }
  },
);
