import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { PairIds } from "./pair-ids.ts";

const pair = fc.tuple(fc.nat(60), fc.nat(60));

test.prop([fc.array(pair, { maxLength: 4000, size: "max" })], { numRuns: 30 })(
  "numbers pairs in the order in which they are first met",
  (pairs) => {
    const ids = new PairIds();
    const known = new Map<string, number>();
    for (const [first, second] of pairs) {
      const key = `${first} ${second}`;
      if (!known.has(key)) known.set(key, known.size);
      expect(ids.of(first, second)).toBe(known.get(key));
    }
    expect(ids.count).toBe(known.size);
  },
);
