import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { BatchHits } from "../batch-hits.ts";
import type { ObjectId } from "../request.ts";
import { sequences, workloadOf } from "../testing/sequences.ts";
import { Cache } from "./cache.ts";
import { lru } from "./lru.ts";
import { LruCurve } from "./lru-curve.ts";

const capacities = fc.array(fc.oneof(fc.nat(60), fc.constant(Number.POSITIVE_INFINITY)), {
  minLength: 1,
  maxLength: 20,
});

test.prop([sequences(20), capacities, fc.integer({ min: 1, max: 7 })])(
  "caches of all capacities do what each does alone, request by request",
  (sequence, limits, batch) => {
    const { requests, sizes } = workloadOf(sequence);
    const curve = new LruCurve(limits, sizes, batch);
    const alone = limits.map((capacity) => {
      const policy = lru.create({ capacity, sizes, stream: () => 0 }, {});
      return new Cache(capacity, sizes, policy);
    });
    const hits = limits.map(() => new BatchHits(batch));
    for (let from = 0; from < requests.count; from += batch) {
      const to = Math.min(from + batch, requests.count);
      curve.request(requests.object, from, to, hits);
      for (let i = from; i < to; i++) {
        const object = requests.object[i]! as ObjectId;
        for (const [c, cache] of alone.entries()) {
          const hit = cache.lookup(object, i);
          if (!hit) cache.offer(object, i);
          expect(hits[c]!.flags[i - from], `request ${i}, ${limits[c]} bytes`).toBe(Number(hit));
        }
      }
    }
    for (const [c, { admissions, rejections, evictions, occupancy }] of alone.entries()) {
      expect(curve.caches[c]).toMatchObject({ admissions, rejections, evictions, occupancy });
    }
  },
);

test("a large object in the greater cache can cost it a hit that the smaller one has", () => {
  // Sizes 1 and 4, capacities 2 and 4: the large one does not enter the smaller cache and empties the greater.
  const curve = new LruCurve([2, 4], Float64Array.of(1, 4), 3);
  const hits = [new BatchHits(3), new BatchHits(3)];
  curve.request(Uint32Array.of(0, 1, 0), 0, 3, hits);
  expect(hits.map(({ flags }) => [...flags])).toEqual([
    [0, 0, 1],
    [0, 0, 0],
  ]);
  expect(hits.map(({ numbers, count }) => [...numbers.subarray(0, count)])).toEqual([[2], []]);
});
