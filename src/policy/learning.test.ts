/** The policies that learn: that they learn the right thing. */

import { describe, expect, test } from "vitest";
import { stream } from "../random/stream.ts";
import { replayed, type Sequence } from "../testing/sequences.ts";
import { AdmissionModel } from "./admission-model.ts";
import { parsePolicy } from "./catalog.ts";
import { HitDensity } from "./hit-density.ts";

async function hitRatio(text: string, sequence: Sequence, from = 0): Promise<number> {
  const hits = replayed(await parsePolicy(text), sequence).hits.slice(from);
  return hits.filter(Boolean).length / hits.length;
}

describe("lirs", () => {
  test("holds on to most of a loop that does not quite fit, where lru holds nothing", async () => {
    const requests = Array.from({ length: 1100 }, (_, i) => i % 110);
    const sequence = { sizes: Array(110).fill(1), requests, capacity: 100 };
    expect(await hitRatio("lru", sequence)).toBe(0);
    // 99 LIR objects hit in every round but the first.
    expect(await hitRatio("lirs", sequence)).toBeCloseTo((99 / 110) * 0.9, 2);
  });
});

describe("adaptsize", () => {
  test("the model of equal objects holds the share of them that fits", () => {
    const model = new AdmissionModel(
      new Float64Array(100).fill(5),
      new Float64Array(100).fill(2),
      50,
    );
    // 25 of 100 fit, each asked for at rate 5; an admission that is the same for all changes nothing.
    expect(model.hits(Number.POSITIVE_INFINITY)).toBeCloseTo(125, 6);
    expect(model.hits(1)).toBeCloseTo(125, 6);
  });

  test("the model finds that large objects should be kept out where small ones fill the cache", () => {
    const sizes = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? 1 : 100));
    const rates = new Float64Array(200).fill(1);
    const model = new AdmissionModel(rates, sizes, 100);
    const scale = model.bestScale();
    expect(scale).toBeLessThan(50);
    // All small objects fit: nearly 100 of 200 requests hit.
    expect(model.hits(scale)).toBeGreaterThan(80);
    expect(model.hits(Number.POSITIVE_INFINITY)).toBeLessThan(40);
  });

  test("has more hits than lru once it has been tuned", async () => {
    const draw = stream(5, "test");
    const requests = Array.from({ length: 6000 }, () => Math.floor(draw() * 200));
    const sizes = Array.from({ length: 200 }, (_, i) => (i < 100 ? 1 : 100));
    const sequence = { sizes, requests, capacity: 100 };
    const tuned = await hitRatio("adaptsize:interval=1000", sequence, 2000);
    expect(tuned).toBeGreaterThan(2 * (await hitRatio("lru", sequence, 2000)));
  });
});

describe("lhd", () => {
  test("density is hits to come ÷ time to be spent, of those that get so old", () => {
    const density = new HitDensity();
    // Ten objects: six hit at age 0, one hit and three evicted at age 2.
    for (let i = 0; i < 6; i++) density.hit(3, 0);
    density.hit(3, 2);
    for (let i = 0; i < 3; i++) density.evicted(3, 2);
    density.reconfigure(1024 * 40);
    // Age 2: 1 hit of 4 that each spend one step. Age 1: the same hit, two steps each. Age 0: 7 hits of
    // 10, which spend 10 + 4 + 4 steps.
    expect(density.of(3, 2)).toBeCloseTo(1 / 4, 9);
    expect(density.of(3, 1)).toBeCloseTo(1 / 8, 9);
    expect(density.of(3, 0)).toBeCloseTo(7 / 18, 9);
    expect(density.of(3, 3)).toBe(0);
  });

  test("keeps what is asked for again, once it has learnt what that is", async () => {
    // Every other request is for one of 600 regulars, the others are never repeated.
    const draw = stream(3, "test");
    const requests = Array.from({ length: 60_000 }, (_, i) =>
      i % 2 === 0 ? Math.floor(draw() * 600) : 600 + i,
    );
    const sequence = { sizes: Array(60_600).fill(1), requests, capacity: 600 };
    const learnt = await hitRatio("lhd:interval=5000", sequence, 30_000);
    expect(learnt).toBeGreaterThan(1.2 * (await hitRatio("lru", sequence, 30_000)));
    expect(learnt).toBeGreaterThan(1.2 * (await hitRatio("random", sequence, 30_000)));
  });
});

describe("w-tinylfu", () => {
  test("keeps its regulars through requests that are never repeated", async () => {
    const requests = Array.from({ length: 6000 }, (_, i) => (i % 3 === 0 ? (i / 3) % 40 : 40 + i));
    const sequence = { sizes: Array(6041).fill(1), requests, capacity: 50 };
    expect(await hitRatio("lru", sequence, 600)).toBe(0);
    expect(await hitRatio("w-tinylfu", sequence, 600)).toBeGreaterThan(0.3);
  });
});

describe("gd-latency", () => {
  test("keeps what costs the most seconds a byte", async () => {
    // Costs in these sequences are 1 + size ÷ capacity: seconds a byte fall with the size.
    const sequence = { sizes: [8, 1, 1, 1], requests: [0, 1, 2, 3, 1, 2, 3, 0], capacity: 10 };
    const { hits } = replayed(await parsePolicy("gd-latency"), sequence);
    expect(hits).toEqual([false, false, false, false, true, true, true, false]);
  });
});
