import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { ibmRecord, ibmTrace } from "../testing/ibm-records.ts";
import { anyOddFile } from "../testing/odd-files.ts";
import type { TraceRecord } from "../trace/format.ts";
import { ibmJson } from "../trace/ibm-json.ts";
import { RequestMix } from "./request-mix.ts";
import type { Objects } from "./select.ts";
import { WorkloadBuilder } from "./workload-builder.ts";

function pull(
  digest: string,
  endedMs: number,
  duration: number,
  fields: Partial<TraceRecord> = {},
) {
  return {
    timestamp: Date.UTC(2017, 5, 20) + endedMs,
    duration,
    method: "GET",
    uri: `v2/space/repo/blobs/${digest}`,
    status: 200,
    written: 100,
    client: "c",
    host: "h",
    ...fields,
  };
}

function built(records: readonly TraceRecord[], limit?: number) {
  const builder = new WorkloadBuilder();
  for (const record of records) builder.record(record);
  return builder.build("test", limit);
}

test("requests are in order of arrival, which is the end of the response less its duration", () => {
  // Ends, durations and so arrivals: a 5−4=1, b 3−0.5=2.5, c 2−2=0.
  const { requests } = built([
    pull("a", 5000, 4),
    pull("b", 3000, 0.5),
    pull("c", 2000, 2),
  ]).workload;
  expect([...requests.arrival]).toEqual([0, 1, 2.5]);
  expect([...requests.duration]).toEqual([2, 4, 0.5]);
  expect([...requests.object]).toEqual([0, 1, 2]);
});

test("requests that arrive together keep the order of the input", () => {
  const { requests, sizes } = built([
    pull("a", 2000, 1, { written: 3 }),
    pull("b", 3000, 2, { written: 2 }),
    pull("c", 1000, 0, { written: 1 }),
  ]).workload;
  expect([...requests.object].map((id) => sizes[id])).toEqual([3, 2, 1]);
});

test("a blob is one object in every repository, a manifest in each its own", () => {
  const builder = new WorkloadBuilder("all");
  for (const repository of ["v2/a", "v2/b/c"]) {
    builder.record(pull("x", 1000, 1, { uri: `${repository}/blobs/0a` }));
    builder.record(pull("x", 1000, 1, { uri: `${repository}/manifests/latest` }));
  }
  const { requests, sizes } = builder.build("test").workload;
  expect(sizes.length).toBe(3);
  expect([...requests.repository]).toEqual([0, 0, 1, 1]);
});

test("an object's size is the greatest recorded, and a difference is counted", () => {
  const { workload, census } = built([
    pull("a", 1000, 1, { written: 70 }),
    pull("a", 2000, 1, { written: 100 }),
    pull("a", 3000, 1, { written: 5 }),
  ]);
  expect([...workload.sizes]).toEqual([100]);
  expect(census.resized).toBe(1);
});

test("a limit keeps the first arrivals and only their objects", () => {
  const { workload, census } = built(
    [pull("a", 3000, 1), pull("b", 1000, 1), pull("c", 2000, 1)],
    2,
  );
  expect(workload.requests.count).toBe(2);
  expect(workload.sizes.length).toBe(2);
  expect(census).toMatchObject({ records: 3, skipped: { "over-limit": 1 } });
});

test("a trace without a pull is an empty workload", () => {
  const { workload, census } = built([pull("a", 1000, 1, { method: "HEAD" })]);
  expect(workload.requests.count).toBe(0);
  expect(census).toEqual({ records: 1, skipped: { head: 1 }, resized: 0 });
});

const anyRecord = fc.record({
  timestamp: fc.integer({ min: 0, max: 100_000 }),
  duration: fc.double({ min: 0, max: 50, noNaN: true }),
  method: fc.constantFrom("GET", "HEAD", "PUT", "DELETE"),
  uri: fc.constantFrom("v2", "v2/a/blobs/0a", "v2/b/blobs/0b", "v2/a/manifests/x", "robots.txt"),
  status: fc.constantFrom(200, 200, 404),
  written: fc.constantFrom(undefined, 0, 7, 9),
  client: fc.constantFrom("", "c1", "c2"),
  host: fc.constantFrom("", "h1"),
});

test.prop([fc.array(anyRecord), fc.nat({ max: 10 })])(
  "records = requests + skipped, and arrivals ascend from zero",
  (records, limit) => {
    const { workload, census } = built(records, limit);
    const { count, arrival, object } = workload.requests;
    const skipped = Object.values(census.skipped).reduce((sum, n) => sum + n, 0);
    expect(count + skipped).toBe(records.length);
    expect(census.records).toBe(records.length);
    expect([...arrival]).toEqual([...arrival].sort((a, b) => a - b));
    if (count > 0) expect(arrival[0]).toBe(0);
    expect(new Set(object).size).toBe(workload.sizes.length);
  },
);

test.prop([fc.array(anyRecord, { minLength: 2 }), fc.infiniteStream(fc.nat())])(
  "the order of the input does not matter where no two arrive together",
  (records, random) => {
    const distinct = records.map((record, i) => ({ ...record, timestamp: 60_000 * i, written: 7 }));
    const shuffled = distinct
      .map((record) => ({ record, at: random.next().value }))
      .sort((a, b) => a.at - b.at)
      .map(({ record }) => record);
    expect(built(shuffled)).toEqual(built(distinct));
  },
);

/** Pulls that end every so many milliseconds; some ask for a manifest, and many arrive together. */
const anyPulls = fc.array(
  fc.record({
    endedMs: fc.constantFrom(0, 0, 500, 1000),
    duration: fc.constantFrom(0, 0, 0.5, 1.5),
    uri: fc.constantFrom("v2/a/blobs/0a", "v2/b/blobs/0b", "v2/b/blobs/0c", "v2/b/manifests/x"),
    client: fc.constantFrom("c1", "c2"),
    host: fc.constantFrom("h1", "h2"),
  }),
);

test.prop([anyPulls, fc.boolean(), fc.nat({ max: 20 })])(
  "in order or not, cut or whole: rows are those that sorting the records gives",
  (pulls, ascending, limit) => {
    let ended = 0;
    const records = pulls.map(({ endedMs, duration, ...fields }) => {
      ended = ascending ? ended + endedMs : endedMs;
      return pull("", ended, ascending ? 0 : duration, fields);
    });
    const sorted = records
      .map((record) => ({ ...record, sent: record.timestamp / 1000 - record.duration }))
      .sort((a, b) => a.sent - b.sent);
    const blobs = sorted.filter(({ uri }) => uri.includes("blobs")).slice(0, limit);
    const numbered = (names: readonly string[]): number[] => {
      const known = [...new Set(names)];
      return names.map((name) => known.indexOf(name));
    };
    const asking = new Set<string>();
    const whose = (record: TraceRecord) => `${record.client} ${record.uri.slice(0, 4)}`;
    const opens = new Map<TraceRecord, number>();
    for (const time of new Set(sorted.map(({ sent }) => sent))) {
      const together = sorted.filter(({ sent }) => sent === time);
      for (const record of together) if (record.uri.endsWith("x")) asking.add(whose(record));
      for (const record of together) {
        if (!record.uri.endsWith("x")) opens.set(record, asking.delete(whose(record)) ? 1 : 0);
      }
    }
    const { requests } = built(records, limit).workload;
    const columns = Object.entries(requests).filter(([, column]) => ArrayBuffer.isView(column));
    const rows = Object.fromEntries(columns.map(([name, column]) => [name, [...column]]));
    expect(rows).toEqual({
      arrival: blobs.map(({ sent }) => sent - blobs[0]!.sent),
      object: numbered(blobs.map(({ uri }) => uri)),
      duration: blobs.map(({ duration }) => duration),
      client: numbered(blobs.map(({ client }) => client)),
      repository: numbered(blobs.map(({ uri }) => uri.slice(0, 4))),
      host: numbered(blobs.map(({ host }) => host)),
      opens: blobs.map((record) => opens.get(record)),
    });
  },
);

/** What is gathered of a file, its records in batches where they can be, or one by one. */
function gathered(bytes: Uint8Array, objects: Objects, batches: boolean) {
  const builder = new WorkloadBuilder(objects, new RequestMix());
  const reader = ibmJson.reader({
    record: (record) => builder.record(record),
    ...(batches && { records: (batch) => builder.records(batch) }),
    damaged: (reason) => builder.damaged(reason),
    ignored: () => {},
    warn: () => {},
  });
  reader.push(bytes);
  reader.end();
  return builder.gathered();
}

const anyObjects = fc.constantFrom<Objects>("blobs", "manifests", "all");

test.prop([anyOddFile, anyObjects])(
  "records in batches leave what they leave one by one",
  (bytes, objects) => {
    const [many, one] = [true, false].map((batches) => gathered(bytes, objects, batches));
    expect(many).toEqual(one);
    expect(JSON.stringify(many!.mix)).toBe(JSON.stringify(one!.mix));
  },
);

const part = fc.constantFrom(
  ...[
    "v2",
    "a",
    "blobs",
    "manifests",
    "uploads",
    "",
    "sha256:0a",
    "sha256%3A0a",
    "x?y",
    "_catalog",
  ],
);
const anyUri = fc.array(part, { maxLength: 6 }).map((parts) => parts.join("/"));

test.prop([fc.array(anyUri, { minLength: 1, maxLength: 12 }), anyObjects], { numRuns: 500 })(
  "whatever the URIs, batches and records agree about what they ask for",
  (uris, objects) => {
    const records = [...uris, ...uris].map((uri, n) => ibmRecord(n, { "http.request.uri": uri }));
    const bytes = ibmTrace("compact", records);
    const [many, one] = [true, false].map((batches) => gathered(bytes, objects, batches));
    expect(many).toEqual(one);
    expect(JSON.stringify(many!.mix)).toBe(JSON.stringify(one!.mix));
  },
);
