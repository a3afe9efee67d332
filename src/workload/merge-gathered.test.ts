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

test("long columns of a reader take in those of another, before, between and behind their own", () => {
  const readers = [new WorkloadBuilder(), new WorkloadBuilder()];
  const whole = new WorkloadBuilder();
  let n = 0;
  const stretches = [1, 0, 1, 0, 1].map((reader) => {
    for (let i = 0; i < 50_000; i++, n++) {
      const uri = `v2/a/blobs/${n % 7}`;
      const times = { timestamp: 100 * n, duration: (n % 3) / 20 };
      const place = { client: `c${n % 5}`, host: `h${n % 2}` };
      const record = { ...times, ...place, method: "GET", uri, status: 200, written: 9 };
      readers[reader]!.record(record);
      whole.record(record);
    }
    return { ...readers[reader]!.stretch(false), reader };
  });
  const gathered = readers.map((each) => each.gathered());
  const merged = mergeGathered(gathered, stretches, readers[0]!.tables);
  const { requests } = whole.gathered();
  expect(Buffer.compare(bytesOf(merged.requests.ended), bytesOf(requests.ended))).toBe(0);
  const one = whole.build("t").workload;
  expect(one.requests.count).toBe(n);
  const many = buildWorkload(merged, "t").workload;
  for (const [name, column] of Object.entries(one.requests)) {
    if (!ArrayBuffer.isView(column)) continue;
    const other = many.requests[name as "arrival"];
    expect(Buffer.compare(bytesOf(column), bytesOf(other)), name).toBe(0);
  }
});

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
