import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { PairTable } from "./pair-table.ts";

const pair = fc.tuple(fc.nat(60), fc.nat(60));

test.prop([fc.array(fc.tuple(fc.boolean(), pair), { maxLength: 4000, size: "max" })], {
  numRuns: 30,
})("raises and lowers as a set of pairs does", (steps) => {
  const table = new PairTable();
  const set = new Set<string>();
  for (const [raise, [first, second]] of steps) {
    const key = `${first} ${second}`;
    if (raise) {
      table.raise(first, second);
      set.add(key);
    } else expect(table.lower(first, second)).toBe(set.delete(key));
  }
});
