/** The bounds hold: no policy beats the upper one, and the optimum lies between the two. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { replayed, type Sequence, sequences, workloadOf } from "../testing/sequences.ts";
import { parsePolicy } from "./catalog.ts";
import { momentsHeld } from "./moments.ts";
import { PfooUpper } from "./pfoo-upper.ts";
import { RangeRoom } from "./range-room.ts";

/** At most so many hits, by PFOO-U. */
function bound(sequence: Sequence, worth = (_request: number) => 1): number {
  const { requests, sizes } = workloadOf(sequence);
  const { object } = requests;
  const moments = momentsHeld(requests, sizes.length);
  const values = Float64Array.from(object, (id, i) => (object.indexOf(id) < i ? worth(i) : 0));
  const most = new PfooUpper({ object, sizes, moments, worth: values }).most(sequence.capacity);
  // What the sums lost in rounding must not turn a bound into a claim.
  return Math.floor(most + 1e-6);
}

/** The most hits of all: tries every set of objects to hold after every request. */
function optimum({ sizes, requests, capacity }: Sequence): number {
  const bytes = (set: number): number =>
    sizes.reduce((sum, size, object) => sum + (set & (1 << object) ? size : 0), 0);
  let states = new Map<number, number>([[0, 0]]);
  for (const object of requests) {
    const after = new Map<number, number>();
    for (const [set, hits] of states) {
      const now = hits + (set & (1 << object) ? 1 : 0);
      const offered = set | (1 << object);
      for (let subset = offered; ; subset = (subset - 1) & offered) {
        if (bytes(subset) <= capacity) after.set(subset, Math.max(after.get(subset) ?? 0, now));
        if (subset === 0) break;
      }
    }
    states = after;
  }
  return Math.max(...states.values());
}

const count = (hits: readonly boolean[]): number => hits.filter(Boolean).length;

const small = (maxSize: number): fc.Arbitrary<Sequence> =>
  sequences(maxSize)
    .filter(({ sizes }) => sizes.length <= 6)
    .map((sequence) => ({ ...sequence, requests: sequence.requests.slice(0, 40) }));

test("the optimum lies between pfoo-l and the upper bound", async () => {
  const lower = await parsePolicy("pfoo-l");
  fc.assert(
    fc.property(small(8), (sequence) => {
      const best = optimum(sequence);
      expect(count(replayed(lower, sequence).hits)).toBeLessThanOrEqual(best);
      expect(best).toBeLessThanOrEqual(bound(sequence));
    }),
    { numRuns: 60 },
  );
});

test("with equal sizes, belady with bypass is the optimum", async () => {
  const belady = await parsePolicy("belady:bypass=yes");
  fc.assert(
    fc.property(small(1), (sequence) => {
      expect(count(replayed(belady, sequence).hits)).toBe(optimum(sequence));
    }),
    { numRuns: 60 },
  );
});

const RIVALS = [
  "random",
  "fifo",
  "clock",
  "sieve",
  "lru",
  "slru",
  "2q",
  "arc",
  "s3-fifo",
  "lirs",
  "w-tinylfu",
  "lfu",
  "lfu-da",
  "gdsf",
  "gd-latency",
  "lhd",
  "r-cache",
  "second-hit",
  "adaptsize:interval=20",
  "pfoo-l",
  "belady",
  "belady-size",
];

test.each(RIVALS)(
  "%s has no more hits than the bound, nor, with equal sizes, than belady",
  async (text) => {
    const spec = await parsePolicy(text);
    const belady = await parsePolicy("belady:bypass=yes");
    fc.assert(
      fc.property(sequences(30), (sequence) => {
        const { hits } = replayed(spec, sequence);
        expect(count(hits)).toBeLessThanOrEqual(bound(sequence));
        // The same for what a hit is worth: here, more the later it comes.
        const worth = hits.reduce((sum, hit, i) => sum + (hit ? i + 1 : 0), 0);
        expect(worth).toBeLessThanOrEqual(bound(sequence, (i) => i + 1));
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(sequences(1), (sequence) => {
        const best = count(replayed(belady, sequence).hits);
        expect(count(replayed(spec, sequence).hits)).toBeLessThanOrEqual(best);
      }),
      { numRuns: 40 },
    );
  },
);

test("the bound of a case worked by hand", () => {
  // Capacity 1, objects of 1 byte, a b a b a b: five moments of room, each interval takes 2: 2.5 hits.
  const sequence = { sizes: [1, 1], requests: [0, 1, 0, 1, 0, 1], capacity: 1 };
  expect(bound(sequence)).toBe(2);
  // A hit of b, at the end, is worth more than any other: 6 + 5 + half of 4.
  expect(bound(sequence, (i) => i + 1)).toBe(13);
  // An object larger than the cache is never worth anything.
  expect(bound({ sizes: [2], requests: [0, 0, 0], capacity: 1 })).toBe(0);
});

test("room is taken where there is enough at every moment, and not otherwise", () => {
  const room = new RangeRoom(5, 10);
  expect(room.take(0, 3, 6)).toBe(true);
  expect(room.take(2, 5, 5)).toBe(false);
  expect(room.take(3, 5, 10)).toBe(true);
  expect(room.take(0, 3, 4)).toBe(true);
  expect(room.take(1, 2, 1)).toBe(false);
});
