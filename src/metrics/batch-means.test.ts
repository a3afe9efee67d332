import { expect, test } from "vitest";
import { stream } from "../random/stream.ts";
import { BatchMeans } from "./batch-means.ts";
import { halfWidth } from "./confidence.ts";

test("is zero where every request saves the same share", () => {
  const batches = new BatchMeans(400);
  const references = new BatchMeans(400);
  for (let i = 0; i < 400; i++) {
    batches.add(i, 0.75 * (1 + (i % 7)));
    references.add(i, 1 + (i % 7));
  }
  expect(batches.halfWidth(references)).toBeCloseTo(0, 12);
});

test("equals the interval of a mean where the reference is the same for all", () => {
  // Every reference 1 s, so that the rate is 1 − a mean of batch means.
  const batches = new BatchMeans(200);
  const references = new BatchMeans(200);
  const draw = stream(1, "latency");
  const means = new Array<number>(20).fill(0);
  for (let i = 0; i < 200; i++) {
    const latency = draw();
    means[Math.floor(i / 10)]! += latency / 10;
    batches.add(i, latency);
    references.add(i, 1);
  }
  expect(batches.halfWidth(references)).toBeCloseTo(halfWidth(means), 12);
});

test.each([400, 1003, 10_000_019])(
  "cuts %i requests where single ones change batches",
  (requests) => {
    const batches = new BatchMeans(requests);
    const single = new BatchMeans(requests);
    let cuts = 0;
    for (let index = 0; index < requests; cuts++) {
      const end = Math.min(requests, batches.endOf(index));
      batches.add(index, end - index);
      // The first and the last of the stretch are of one batch, and the next is not.
      single.add(index, end - index - 1);
      single.add(end - 1, 1);
      index = end;
    }
    expect(cuts).toBe(20);
    expect(batches.halfWidth(single)).toBe(0);
  },
);

test("says nothing of fewer than twenty requests", () => {
  const batches = new BatchMeans(19);
  for (let i = 0; i < 19; i++) batches.add(i, i);
  expect(batches.halfWidth(batches)).toBeNaN();
});

test("covers the true rate in nineteen of twenty independent runs", () => {
  // Latency a share of the reference that is 0.5 on average: the rate is 0.5.
  let covered = 0;
  const runs = 400;
  for (let run = 0; run < runs; run++) {
    const draw = stream(run, "coverage");
    const batches = new BatchMeans(400);
    const references = new BatchMeans(400);
    let latency = 0;
    let reference = 0;
    for (let i = 0; i < 400; i++) {
      const own = 0.5 + draw();
      const taken = own * draw();
      batches.add(i, taken);
      references.add(i, own);
      latency += taken;
      reference += own;
    }
    if (Math.abs(1 - latency / reference - 0.5) <= batches.halfWidth(references)) covered++;
  }
  // Binomial with p = 0.95: 99.9 % of the time within 3.29 standard deviations.
  const deviation = Math.sqrt(0.95 * 0.05 * runs);
  expect(Math.abs(covered - 0.95 * runs)).toBeLessThan(3.29 * deviation);
});
