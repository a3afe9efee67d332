import { expect, test } from "vitest";
import { SizeBalance } from "./size-balance.ts";

const MB = 1e6;

/** Layers of 10 MB and of 100 MB, half each; images of one or the other, and of both. */
function balanced(): SizeBalance {
  const balance = new SizeBalance();
  for (const size of [10 * MB, 100 * MB]) balance.layer(size);
  for (const image of [
    [10, 10],
    [100, 100],
    [10, 100],
  ]) {
    balance.image();
    for (const size of image) balance.holds(size * MB);
  }
  return balance;
}

test("knows the mean layer", () => {
  expect(balanced().meanBytes).toBe(55 * MB);
});

test("pulls like the layers leave it even", () => {
  const balance = balanced();
  expect(balance.even).toBe(true);
  balance.pulled(2);
  expect(balance.even).toBe(true);
});

test("after large layers it prefers small ones, after small ones large ones", () => {
  const small = balanced();
  small.pulled(0);
  expect(small.even).toBe(false);
  expect(small.prefers(1, 0)).toBe(true);
  expect(small.prefers(0, 1)).toBe(false);
  const large = balanced();
  large.pulled(1);
  expect(large.prefers(0, 1)).toBe(true);
  // Both together are even again.
  large.pulled(0);
  expect(large.even).toBe(true);
});
