import fc from "fast-check";
import { expect, test } from "vitest";
import type { Requests } from "../request.ts";
import { stretchOf } from "../streamed-workload.ts";
import { PullTracker } from "./pull-tracker.ts";
import { pullsOf } from "./pulls.ts";

function requestsOf(count: number, each: (i: number) => readonly number[]): Requests {
  const rows = Array.from({ length: count }, (_, i) => each(i));
  const ids = (at: number) => Uint32Array.from(rows, (row) => row[at]!);
  let now = 0;
  return {
    count,
    arrival: Float64Array.from(rows, (row) => (now += row[0]!)),
    duration: Float64Array.from(rows, (row) => row[1]!),
    ...{ client: ids(2), repository: ids(3), opens: ids(4), object: ids(5), host: ids(5) },
  };
}

/** Pause before it, duration, client, repository, whether it opens a pull, nothing. */
const row = fc.tuple(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 40 }),
  fc.nat(3),
  fc.nat(2),
  fc.constantFrom(0, 0, 0, 1),
  fc.constant(0),
);

/** Numbers them batch by batch, and checks after each what it says of the pulls. */
function inBatches(requests: Requests, length: number, forget: boolean): Uint32Array {
  const tracker = new PullTracker(requests.count);
  const of = new Uint32Array(requests.count);
  const whole = pullsOf(requests);
  const workload = { name: "", sizes: new Float64Array(1), requests };
  for (let from = 0; from < requests.count; from += length) {
    const to = Math.min(from + length, requests.count);
    tracker.number(stretchOf(workload, from, to), from, of.subarray(from, to));
    expect(whole.of.subarray(to).every((pull) => pull >= tracker.closed)).toBe(true);
    if (forget) tracker.forget(tracker.closed);
  }
  expect(tracker.closed).toBe(whole.count);
  return of;
}

test("pulls are the same wherever batches are cut, and closed ones stay closed", () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 50 }),
      fc.boolean(),
      (rows, length, forget) => {
        const requests = requestsOf(rows.length, (i) => rows[i]!);
        expect(inBatches(requests, length, forget)).toEqual(pullsOf(requests).of);
      },
    ),
  );
});

test("what is over takes no memory: neither pulls nor clients", () => {
  // A client a request, ten seconds apart: three or four pulls may go on at any time.
  const requests = requestsOf(100_000, (i) => [10, 1, i, i % 7, 0, 0]);
  const tracker = new PullTracker(requests.count);
  const workload = { name: "", sizes: new Float64Array(1), requests };
  const pull = new Uint32Array(500);
  for (let from = 0; from < requests.count; from += 500) {
    tracker.number(stretchOf(workload, from, from + 500), from, pull);
    tracker.forget(tracker.closed);
    expect(tracker.next - tracker.closed).toBeLessThanOrEqual(from + 500 < requests.count ? 5 : 0);
  }
  expect(tracker.capacity).toBe(1024);
});
