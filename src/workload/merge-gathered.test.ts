import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { TraceRecord } from "../trace/format.ts";
import type { Gathered } from "./gathered.ts";
import { mergeGathered } from "./merge-gathered.ts";
import { RequestMix } from "./request-mix.ts";
import { buildWorkload, WorkloadBuilder } from "./workload-builder.ts";

const anyRecord = fc.record({
  timestamp: fc.integer({ min: 0, max: 5000 }),
  duration: fc.constantFrom(0, 0.5, 1.25),
  method: fc.constantFrom("GET", "GET", "GET", "HEAD", "PUT"),
  uri: fc.constantFrom(
    "v2",
    "v2/a/blobs/0a",
    "v2/b/blobs/0a",
    "v2/b/blobs/0b",
    "v2/a/manifests/x",
    "v2/c/manifests/x",
    "robots.txt",
  ),
  status: fc.constantFrom(200, 200, 404),
  written: fc.constantFrom(undefined, 0, 7, 9),
  client: fc.constantFrom("", "c1", "c2", "c3"),
  host: fc.constantFrom("", "h1"),
});

function gathered(records: readonly TraceRecord[], objects: "blobs" | "all"): Gathered {
  const builder = new WorkloadBuilder(objects, new RequestMix());
  for (const record of records) builder.record(record);
  if (records.length % 3 === 0) builder.damaged("malformed");
  return builder.gathered();
}

test.prop([
  fc.array(fc.array(anyRecord, { maxLength: 15 }), { minLength: 1, maxLength: 5 }),
  fc.constantFrom("blobs" as const, "all" as const),
])("parts put together are what one reader gathers", (parts, objects) => {
  const builder = new WorkloadBuilder(objects, new RequestMix());
  for (const part of parts) {
    for (const record of part) builder.record(record);
    if (part.length % 3 === 0) builder.damaged("malformed");
  }
  const whole = builder.gathered();
  const merged = mergeGathered(parts.map((part) => gathered(part, objects)));
  expect(merged.names.object).toEqual(whole.names.object);
  expect(merged.mix.mix).toEqual(whole.mix.mix);
  expect(JSON.stringify(merged.mix.statuses)).toBe(JSON.stringify(whole.mix.statuses));
  expect(buildWorkload(merged, "t")).toMatchObject({
    workload: buildWorkload(whole, "t").workload,
    census: buildWorkload(whole, "t").census,
  });
});
