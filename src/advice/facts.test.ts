import { expect, test } from "vitest";
import { workloadOf } from "../testing/workload.ts";
import { factsOf } from "./facts.ts";

const LOG = { records: 9, skipped: { ping: 1, redirect: 2 }, began: Date.UTC(2026, 0) };

test("counts what bears on the answer", () => {
  const workload = workloadOf([
    { time: 0, object: "a", size: 100, client: "x" },
    { time: 1, object: "b", size: 10, duration: 0.5 },
    { time: 2, object: "a", size: 100, duration: 0.5, repository: "s" },
    { time: 3, object: "c", size: 40, duration: 0.5 },
    { time: 4, object: "b", size: 10, duration: 0.5 },
    { time: 10, object: "b", size: 10 },
  ]);
  expect(factsOf(workload, LOG)).toEqual({
    records: 9,
    skipped: LOG.skipped,
    from: "2026-01-01T00:00:00.000Z",
    to: "2026-01-01T00:00:10.000Z",
    name: "test",
    requests: 6,
    objects: 3,
    footprintBytes: 150,
    largestBytes: 100,
    bytes: 270,
    clients: 2,
    repositories: 2,
    seconds: 10,
    repeats: 3 / 6,
    repeatedBytes: 120 / 270,
    repeatsByHalf: [1 / 3, 2 / 3],
    newInSecondHalf: 40 / 150,
    timed: 4,
    redirects: 2,
  });
});

test.each([undefined, 0, 63_072_000_000])("no dates where the log began at %s", (began) => {
  const workload = workloadOf([{ time: 5, object: "a" }]);
  expect(factsOf(workload, { ...LOG, began })).toMatchObject({ from: "", to: "" });
});

test("a single request", () => {
  const facts = factsOf(workloadOf([{ time: 5, object: "a", size: 7 }]), LOG);
  expect(facts).toMatchObject({ requests: 1, seconds: 0, repeats: 0, footprintBytes: 7, timed: 0 });
});
