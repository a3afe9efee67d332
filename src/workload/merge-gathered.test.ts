import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import type { TraceRecord } from "../trace/format.ts";
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

/** Damage comes with some of the stretches, too. */
function read(builder: WorkloadBuilder, records: readonly TraceRecord[]): void {
  for (const record of records) builder.record(record);
  if (records.length % 3 === 0) builder.damaged("malformed");
}

test.prop([
  fc.array(fc.tuple(fc.array(anyRecord, { maxLength: 15 }), fc.nat({ max: 2 })), {
    minLength: 1,
    maxLength: 6,
  }),
  fc.constantFrom("blobs" as const, "all" as const),
])(
  "stretches put together are what one reader gathers, whoever has read them",
  (parts, objects) => {
    const builder = new WorkloadBuilder(objects, new RequestMix());
    for (const [records] of parts) read(builder, records);
    const whole = builder.gathered();

    const readers = Array.from({ length: 3 }, () => new WorkloadBuilder(objects));
    const stretches = parts.map(([records, reader]) => {
      readers[reader]!.stretch(true);
      read(readers[reader]!, records);
      return { ...readers[reader]!.stretch(false), reader };
    });
    const merged = mergeGathered(
      readers.map((each) => each.gathered()),
      stretches,
      readers[0]!.tables,
    );
    expect(JSON.stringify(merged.mix)).toBe(JSON.stringify(whole.mix));
    const [one, many] = [whole, merged].map((gathered) => {
      const { workload, census, old } = buildWorkload(gathered, "t");
      const names = Array.from(old.object, (id) => gathered.names.object[id]);
      return { workload, census, names };
    });
    expect(many).toEqual(one);
  },
);
