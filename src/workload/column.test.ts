import { expect, test } from "vitest";
import { lengthened } from "./column.ts";

const LONG = 100_000;

test("a long column grows where it lies, and what it grows by is 0", () => {
  const long = lengthened(Float64Array.of(7, 8), LONG);
  expect(long.buffer).toBeInstanceOf(SharedArrayBuffer);
  const longer = lengthened(long, 2 * LONG);
  expect(longer.length).toBe(2 * LONG);
  expect([...longer.subarray(0, 3), longer[LONG], longer.at(-1)]).toEqual([7, 8, 0, 0, 0]);
  longer[0] = 9;
  expect(long[0]).toBe(9);
});

test("so it does where only its beginning was in use", () => {
  const long = lengthened(Uint32Array.of(7), LONG);
  const longer = lengthened(long.subarray(0, 1), 2 * LONG);
  longer[0] = 9;
  expect(long[0]).toBe(9);
});

test("what does not begin its buffer, or is short, is copied", () => {
  const long = lengthened(Uint32Array.of(7, 8), LONG);
  const second = lengthened(long.subarray(1, 2), 2 * LONG);
  second[0] = 9;
  expect(long[1]).toBe(8);
  const short = Uint32Array.of(7);
  const copy = lengthened(short, 2);
  expect([...copy]).toEqual([7, 0]);
  expect(copy.buffer).not.toBe(short.buffer);
});
