import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { NumberSet } from "./number-set.ts";

const limits = fc.constantFrom(0, 1, 31, 32, 33, 1024, 1025, 40_000);

test.prop([limits, fc.array(fc.tuple(fc.nat(), fc.boolean()))])(
  "tells the greatest of what is in it",
  (limit, steps) => {
    const numbers = new NumberSet(limit);
    const plain = new Set<number>();
    expect(numbers.greatest).toBe(-1);
    for (const [drawn, goes] of limit === 0 ? [] : steps) {
      const number = drawn % limit;
      if (goes) numbers.delete(number);
      else numbers.add(number);
      if (goes) plain.delete(number);
      else plain.add(number);
      expect(numbers.greatest).toBe(Math.max(-1, ...plain));
    }
  },
);
