import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { type Arrived, Reorder } from "./reorder.ts";

const request = (arrival: number, object: number): Arrived => ({
  arrival,
  ended: arrival + 1,
  duration: 1,
  blob: true,
  object,
  client: 0,
  repository: 0,
  size: 1,
});

test.prop([fc.array(fc.integer({ min: 0, max: 50 }))])("puts arrivals in order", (arrivals) => {
  const out: number[] = [];
  const reorder = new Reorder(({ arrival }) => out.push(arrival));
  arrivals.forEach((arrival, i) => {
    reorder.push(request(arrival, i));
  });
  reorder.finish();
  expect(out).toEqual([...arrivals].sort((a, b) => a - b));
  expect(reorder.late).toBe(0);
});

test("what comes after more requests than it holds is passed on and counted as late", () => {
  const out: number[] = [];
  const reorder = new Reorder(({ arrival }) => out.push(arrival), 2);
  for (const arrival of [5, 6, 7, 8, 1]) reorder.push(request(arrival, 0));
  reorder.finish();
  expect(out.sort()).toEqual([1, 5, 6, 7, 8]);
  expect(reorder.late).toBe(1);
});
