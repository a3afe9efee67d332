/** Every policy whose definition leaves no choice, against its plain twin on random sequences. */

import fc from "fast-check";
import { expect, test } from "vitest";
import * as plain from "../testing/plain-policies.ts";
import * as segments from "../testing/plain-segments.ts";
import { hostileSequences, replayed, type Sequence, sequences } from "../testing/sequences.ts";
import { parsePolicy } from "./catalog.ts";

const TWINS: Record<string, plain.PlainPolicy> = {
  fifo: plain.plainFifo,
  clock: plain.plainClock,
  sieve: plain.plainSieve,
  lru: plain.plainLru,
  lfu: plain.plainLfu,
  "lfu-da": plain.plainLfuDa,
  gdsf: plain.plainGdsf,
  belady: plain.plainBelady,
  "belady:bypass=yes": plain.plainBeladyBypass,
  "belady-size": plain.plainBeladySize,
  slru: segments.plainSlru,
  "2q": segments.plainTwoQueue,
  arc: segments.plainArc,
  "s3-fifo": segments.plainS3Fifo,
};

function plainHits(policy: plain.PlainPolicy, { sizes, capacity, requests }: Sequence): boolean[] {
  const cache = policy(sizes, capacity, requests);
  return requests.map((object, index) => cache(object, index));
}

test.each(Object.entries(TWINS))("%s hits where its plain twin does", async (text, twin) => {
  const spec = await parsePolicy(text);
  for (const maxSize of [1, 3, 40]) {
    fc.assert(
      fc.property(sequences(maxSize), (sequence) => {
        expect(replayed(spec, sequence).hits).toEqual(plainHits(twin, sequence));
      }),
      { numRuns: 150 },
    );
  }
});

test.each(Object.entries(TWINS))("%s does so in hostile sequences", async (text, twin) => {
  const spec = await parsePolicy(text);
  fc.assert(
    fc.property(hostileSequences(), (sequence) => {
      expect(replayed(spec, sequence).hits).toEqual(plainHits(twin, sequence));
    }),
    { numRuns: 300 },
  );
});

test("gdsf counts requests a megabyte, and ties are broken by its arithmetic", async () => {
  // Objects of 21, 7 and 21 bytes in 48; then the first again, for which the third goes. Its priority
  // is 2e6/21 + 1e6/21, and that of the second 1e6/7, which is the same but for the last digit.
  const gdsf = await parsePolicy("gdsf");
  const close = { sizes: [21, 7, 21, 21], requests: [0, 1, 2, 0, 3, 0], capacity: 48 };
  expect(1e6 / 21 + 1e6 / 21 + 1e6 / 21).toBeLessThan(1e6 / 7);
  expect(1 / 21 + 1 / 21 + 1 / 21).toBe(1 / 7);
  expect(replayed(gdsf, close).hits).toEqual(Array(6).fill(false));
  const sizes = fc.array(fc.constantFrom(3, 6, 7, 9, 11, 12, 13, 14, 21, 22), {
    minLength: 3,
    maxLength: 6,
  });
  const sequence = sizes.chain((sizes) =>
    fc.record({
      sizes: fc.constant(sizes),
      requests: fc.array(fc.nat(sizes.length - 1), { minLength: 1, maxLength: 250, size: "max" }),
      capacity: fc.integer({ min: 10, max: 49 }),
    }),
  );
  fc.assert(
    fc.property(sequence, (sequence) => {
      expect(replayed(gdsf, sequence).hits).toEqual(plainHits(plain.plainGdsf, sequence));
    }),
    { numRuns: 300 },
  );
});

test("with equal sizes, arc hits where figure 4 of its paper does", async () => {
  const arc = await parsePolicy("arc");
  fc.assert(
    fc.property(sequences(1), (sequence) => {
      expect(replayed(arc, sequence).hits).toEqual(plainHits(segments.plainArcOfPages, sequence));
    }),
    { numRuns: 300 },
  );
});
