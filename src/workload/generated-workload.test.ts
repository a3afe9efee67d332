import { expect, test } from "vitest";
import { generateWorkload } from "./generated-workload.ts";
import { parseProfile, profileText, recordCount } from "./profile.ts";

const options = { seed: 1, objects: "blobs" } as const;
const dev = parseProfile("dev-mon01", profileText("dev-mon01"));
const dal = parseProfile("dal09", profileText("dal09"));

test("a whole profile has its records, blob GETs, clients and footprint", () => {
  const { workload, census } = generateWorkload(dev, options);
  const { count, client } = workload.requests;
  expect(Math.abs(count / dev.blobGets - 1)).toBeLessThan(0.03);
  expect(Math.abs(census.records / recordCount(dev) - 1)).toBeLessThan(0.03);
  expect(Math.abs(new Set(client).size / dev.clients.count - 1)).toBeLessThan(0.03);
  const footprint = workload.sizes.reduce((sum, size) => sum + size, 0);
  expect(Math.abs(footprint / 304.8e9 - 1)).toBeLessThan(0.1);
  const skipped = Object.values(census.skipped).reduce((sum, n) => sum + n, 0);
  expect(count + skipped).toBe(census.records);
});

test("arrivals ascend, ids are dense by first appearance, an object has one size", () => {
  const { requests, sizes } = generateWorkload(dal, { ...options, days: 0.2 }).workload;
  let seen = 0;
  for (let i = 0; i < requests.count; i++) {
    if (i > 0) expect(requests.arrival[i]!).toBeGreaterThanOrEqual(requests.arrival[i - 1]!);
    if (requests.object[i]! === seen) seen++;
    else expect(requests.object[i]!).toBeLessThan(seen);
  }
  expect(seen).toBe(sizes.length);
  expect(sizes.every((size) => size >= 32)).toBe(true);
  expect(new Set(requests.host).size).toBe(6);
});

test("the same seed makes the same workload, another seed another", () => {
  const once = generateWorkload(dal, { ...options, days: 0.1 }).workload;
  expect(generateWorkload(dal, { ...options, days: 0.1 }).workload).toEqual(once);
  const other = generateWorkload(dal, { ...options, seed: 2, days: 0.1 }).workload;
  expect(other.requests.arrival).not.toEqual(once.requests.arrival);
});

test("a slice of time is the beginning of a longer one, not a thinner one", () => {
  const short = generateWorkload(dal, { ...options, days: 0.13 }).workload.requests;
  const long = generateWorkload(dal, { ...options, days: 0.3 }).workload.requests;
  expect(long.arrival.slice(0, short.count)).toEqual(short.arrival);
  expect(long.object.slice(0, short.count)).toEqual(short.object);
  expect(long.client.slice(0, short.count)).toEqual(short.client);
  expect(short.arrival.at(-1)!).toBeLessThan(0.13 * 86_400);
  const scaled = generateWorkload(dal, { ...options, scale: 0.13 / 73 }).workload.requests;
  expect(scaled).toEqual(short);
});

test("a slice from the middle is the end of a longer one", () => {
  const long = generateWorkload(dal, { ...options, days: 0.3 }).workload.requests;
  const late = generateWorkload(dal, { ...options, from: 0.2, days: 0.1 }).workload.requests;
  const before = long.count - late.count;
  expect(before / long.count).toBeGreaterThan(0.5);
  expect(late.duration).toEqual(long.duration.slice(before));
  const offset = long.arrival[before]!;
  expect(offset).toBeGreaterThan(0.19 * 86_400);
  for (const i of [0, 1, 100, late.count - 1]) {
    expect(late.arrival[i]! + offset).toBeCloseTo(long.arrival[before + i]!, 6);
  }
  const some = generateWorkload(dal, { ...options, from: 0.2, requests: 500 }).workload.requests;
  expect(some.count).toBe(500);
  expect(some.duration).toEqual(late.duration.slice(0, 500));
});

test("nothing is left of a slice that begins after the end", () => {
  const { workload } = generateWorkload(dev, { ...options, from: 54 });
  expect(workload.requests.count).toBe(0);
  expect(workload.sizes.length).toBe(0);
});

test.each([
  ["fra02", 1],
  ["syd01", 1],
  ["syd01", 2],
])("the whole of %s has production's large blobs and mean, seed %s", (name, seed) => {
  const { requests, sizes } = generateWorkload(parseProfile(name, profileText(name)), {
    objects: "blobs",
    seed,
  }).workload;
  const large = { requests: 0, bytes: 0 };
  let bytes = 0;
  for (const object of requests.object) {
    const size = sizes[object]!;
    bytes += size;
    if (size <= 2 ** 26) continue;
    large.requests++;
    large.bytes += size;
  }
  expect(Math.abs(large.requests / requests.count - 0.06)).toBeLessThan(0.01);
  expect(Math.abs(large.bytes / bytes - 0.65)).toBeLessThan(0.05);
  expect(Math.abs(bytes / requests.count / 14.39e6 - 1)).toBeLessThan(0.07);
});

test("--requests is the slice that holds so many blob GETs, whatever is replayed of it", () => {
  const whole = generateWorkload(dal, { ...options, requests: 1000 });
  expect(whole.workload.requests.count).toBe(1000);
  const both = generateWorkload(dal, { ...options, objects: "all", requests: 1000 });
  expect(both.census.records).toBe(whole.census.records);
  const { requests } = both.workload;
  expect(requests.count).toBe(1000 + whole.census.skipped.manifest!);
});

test("a limit takes the first requests and counts the others", () => {
  const whole = generateWorkload(dal, { ...options, requests: 1000 });
  const limited = generateWorkload(dal, { ...options, requests: 1000, limit: 400 });
  expect(limited.workload.requests.object).toEqual(whole.workload.requests.object.slice(0, 400));
  expect(limited.census.skipped["over-limit"]).toBe(600);
  expect(limited.census.records).toBe(whole.census.records);
});
