import fc from "fast-check";
import { expect, test } from "vitest";
import type { Requests } from "../request.ts";
import { type Pull, workloadOf } from "../testing/workload.ts";
import { dependencies, NOBODY, pullsOf } from "./pulls.ts";
import { WorkloadBuilder } from "./workload-builder.ts";

/** Requests of one client for one repository, each [arrival, duration]. */
function requestsOf(...times: readonly (readonly [time: number, duration: number])[]): Requests {
  return workloadOf(times.map(([time, duration], object) => ({ time, duration, object }))).requests;
}

test("requests of a client for a repository are one pull until a pause of more than 30 s", () => {
  // The second ends at 35 s: at 65 s it is 30 s ago, at 96.1 s the third, which took 1 s, is 30.1.
  const pulls = pullsOf(requestsOf([0, 1], [5, 30], [65, 1], [96.1, 1]));
  expect([...pulls.of]).toEqual([0, 0, 0, 1]);
  expect([...pulls.first]).toEqual([0, 3]);
});

test("clients and repositories make pulls of their own", () => {
  const base = { time: 0, duration: 1 };
  const { requests } = workloadOf([
    { ...base, object: "a", client: "x", repository: "r" },
    { ...base, object: "b", client: "y", repository: "r" },
    { ...base, object: "c", client: "x", repository: "s" },
    { ...base, object: "d", client: "x", repository: "r" },
  ]);
  expect([...pullsOf(requests).of]).toEqual([0, 1, 2, 0]);
});

function built(objects: "blobs" | "all") {
  const builder = new WorkloadBuilder(objects);
  const get = (time: number, path: string, client = "x") =>
    builder.record({
      timestamp: 1000 * (time + 0.5),
      duration: 0.5,
      method: "GET",
      uri: `v2/r/${path}`,
      status: 200,
      written: 10,
      client,
      host: "h",
    });
  get(0, "blobs/a");
  get(1, "manifests/latest", "y");
  get(2, "blobs/b");
  get(3, "manifests/latest");
  get(4, "blobs/c");
  get(5, "blobs/d");
  return builder.build("test").workload.requests;
}

test("a manifest begins a pull of its client, even where only blobs are requests", () => {
  expect([...pullsOf(built("blobs")).of]).toEqual([0, 0, 1, 1]);
});

test("a manifest that is a request is the first of its pull", () => {
  // a, the other client's manifest, b, the manifest, c, d.
  expect([...pullsOf(built("all")).of]).toEqual([0, 1, 0, 2, 2, 2]);
});

test("a request waited for the response of its pull that had ended last", () => {
  // Three at once; the second ends first, and the fourth comes half a second later.
  const requests = requestsOf([0, 5], [0, 2], [0, 4], [2.5, 1], [4, 1], [4, 1]);
  const { after, pause } = dependencies(requests, pullsOf(requests));
  expect([...after]).toEqual([NOBODY, NOBODY, NOBODY, 1, 2, 2]);
  expect([...pause]).toEqual([0, 0, 0, 0.5, 0, 0]);
});

test("nobody waits for another pull", () => {
  const pulls: Pull[] = [
    { time: 0, duration: 1, object: "a", client: "x" },
    { time: 2, duration: 1, object: "b", client: "y" },
  ];
  const { requests } = workloadOf(pulls);
  expect([...dependencies(requests, pullsOf(requests)).after]).toEqual([NOBODY, NOBODY]);
});

test("who waits is never earlier than whom it waited for, and comes after its response", () => {
  const steps = fc.array(
    fc.record({ gap: fc.integer({ min: 0, max: 40 }), duration: fc.integer({ min: 0, max: 20 }) }),
    { minLength: 1, maxLength: 80 },
  );
  fc.assert(
    fc.property(steps, (steps) => {
      let time = 0;
      const requests = requestsOf(
        ...steps.map(({ gap, duration }) => {
          time += gap;
          return [time, duration] as const;
        }),
      );
      const pulls = pullsOf(requests);
      const { after, pause } = dependencies(requests, pulls);
      for (const [i, leader] of after.entries()) {
        if (leader === NOBODY) continue;
        expect(leader).toBeLessThan(i);
        expect(pulls.of[leader]).toBe(pulls.of[i]);
        const ended = requests.arrival[leader]! + requests.duration[leader]!;
        expect(ended + pause[i]!).toBeCloseTo(requests.arrival[i]!, 9);
        expect(pause[i]).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
