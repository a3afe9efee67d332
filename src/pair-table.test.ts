import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { PairTable } from "./pair-table.ts";

const step = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(3));

test.prop([fc.array(step, { maxLength: 4000, size: "max" })], {
  numRuns: 30,
})("gives what was set last, as a map of pairs does", (steps) => {
  const table = new PairTable();
  const map = new Map<string, number>();
  for (const [first, second, value] of steps) {
    expect(table.get(first, second)).toBe(map.get(`${first} ${second}`) ?? 0);
    table.set(first, second, value);
    map.set(`${first} ${second}`, value);
  }
});
