/**
 * Hit ratios over a published list of 725,242 URIs of the IBM registry in Dallas, every object of
 * size 1: a table of quick reference implementations, re-derived here. LRU, FIFO and Belady (which may
 * bypass) are exact definitions; LFU evicts the least recently used of equals; SIEVE's hand starts at
 * the oldest again after it has passed the newest.
 *
 * The table was rounded to two digits and then to one: 65.449 stands as 65.5.
 */

import { beforeAll, describe, expect, test } from "vitest";
import { stream } from "../random/stream.ts";
import type { ObjectId, Workload } from "../request.ts";
import { sharedData } from "../testing/shared-data.ts";
import { keys } from "../trace/keys.ts";
import { openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Objects } from "../workload/select.ts";
import { WorkloadBuilder } from "../workload/workload-builder.ts";
import { Cache } from "./cache.ts";
import { createPolicy, parsePolicy } from "./catalog.ts";
import { type Future, futureOf } from "./future.ts";

const list = sharedData(
  "real-traces/ibm-docker-registry/gocachemark_ibm_docker_trace_725k.csv.zst",
);

const BLOBS: Record<string, readonly number[]> = {
  lru: [24.3, 41.9, 57.1, 62.4, 65.5],
  fifo: [21.0, 39.2, 54.3, 60.4, 64.1],
  lfu: [27.2, 38.1, 45.6, 52.3, 61.4],
  sieve: [31.7, 45.9, 53.2, 57.4, 61.4],
  "belady:bypass=yes": [40.7, 57.6, 67.0, 68.6, 68.6],
};
const MANIFESTS: Record<string, readonly number[]> = {
  lru: [83.0],
  fifo: [77.6],
  lfu: [83.0],
  sieve: [85.4],
  "belady:bypass=yes": [88.0],
};

describe.skipIf(!list).each([
  { objects: "blobs", table: BLOBS, capacities: [81, 813, 4066, 8133, 16267] },
  { objects: "manifests", table: MANIFESTS, capacities: [129] },
] as const)("the $objects of the list", ({ objects, table, capacities }) => {
  let workload: Workload;
  let future: Future;

  beforeAll(async () => {
    const builder = new WorkloadBuilder(objects as Objects);
    await readTrace(openTrace([list!]).sources, builder, { format: keys });
    workload = builder.build("list").workload;
    future = futureOf(workload.requests, workload.sizes.length);
  }, 120_000);

  test("are as many as published", () => {
    const found = [workload.requests.count, workload.sizes.length];
    expect(found).toEqual(objects === "blobs" ? [259_274, 81_335] : [132_610, 12_988]);
  });

  test.each(Object.entries(table))("hit under %s as in the table", async (text, row) => {
    const spec = await parsePolicy(text);
    const { requests, sizes } = workload;
    const ratios = capacities.map((capacity) => {
      const setting = { capacity, sizes, stream: stream(1, text), future };
      const cache = new Cache(capacity, sizes, createPolicy(spec, setting));
      let hits = 0;
      for (let i = 0; i < requests.count; i++) {
        const object = requests.object[i]! as ObjectId;
        if (cache.lookup(object, i)) hits++;
        else cache.offer(object, i);
      }
      return (100 * hits) / requests.count;
    });
    expect(ratios.map((ratio) => Math.round(Math.round(ratio * 100) / 10) / 10)).toEqual(row);
  });
});
