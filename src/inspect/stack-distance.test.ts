import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { StackDistance } from "./stack-distance.ts";

/** Hits of an LRU cache for so many objects, the plain way. */
function lruHits(objects: readonly number[], capacity: number): number {
  const kept: number[] = [];
  let hits = 0;
  for (const object of objects) {
    const at = kept.indexOf(object);
    if (at >= 0) {
      hits++;
      kept.splice(at, 1);
    }
    kept.unshift(object);
    kept.length = Math.min(kept.length, capacity);
  }
  return hits;
}

const requests = fc.integer({ min: 1, max: 40 }).chain((objects) =>
  fc.array(fc.integer({ min: 0, max: objects - 1 }), {
    minLength: 1,
    maxLength: 3000,
    size: "max",
  }),
);

test.prop([requests, fc.integer({ min: 1, max: 45 })], { numRuns: 40 })(
  "gives the hit ratio of an LRU cache, past any number of requests",
  (objects, capacity) => {
    const distance = new StackDistance();
    for (const object of objects) distance.request(object);
    expect(distance.hitRatio(capacity)).toBeCloseTo(
      lruHits(objects, capacity) / objects.length,
      12,
    );
  },
);

test("keeps count when there are more objects than places", () => {
  const distance = new StackDistance();
  for (let round = 0; round < 2; round++) {
    for (let object = 0; object < 5000; object++) distance.request(object);
  }
  expect(distance.hitRatio(4999)).toBe(0);
  expect(distance.hitRatio(5000)).toBe(0.5);
});
