import { expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { conform } from "./conformance.ts";
import { csv } from "./csv.ts";

const HEADER =
  "http.request.duration,http.request.method,http.request.uri,http.response.status,http.response.written,timestamp";
const ROW = "0.5,GET,v2/a/b/blobs/0a,200,72626.0,2017-06-20 00:00:03.589";
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const rows = (...lines: string[]): Uint8Array => encode(`${[HEADER, ...lines].join("\n")}\n`);

conform(csv, {
  plain: rows(ROW, ROW, ROW),
  "quoted and with other columns": encode(
    [
      ",Unnamed: 0,host,http.request.duration,http.request.method,http.request.remoteaddr,http.request.uri,http.request.useragent,http.response.status,http.response.written,id,timestamp",
      '1,1,h1,0.9,GET,c1,v2/a/b/blobs/0a,"agent, with ""quotes"", and\na line break",200,1.0,i1,2017-06-20 00:00:03.589',
      "2,2,h1,0.9,GET,c1,v2/a/b/manifests/latest,agent,200,,i2,2017-06-20 00:00:04+00:00",
      "",
    ].join("\r\n"),
  ),
});

test("a byte order mark is one at the beginning of the file, and nowhere else", async () => {
  const marked = `\uFEFF${HEADER.replace("http.request.duration", '"http.request.duration"')}`;
  const bytes = encode([marked, ROW, "\uFEFF", ROW, ""].join("\r\n"));
  const found = await collect(csv, bytes);
  expect(found.records.map(({ duration }) => duration)).toEqual([0.5, 0.5]);
  expect(found.damaged).toHaveLength(1);
  const [first] = found.records;
  expect(first!.position).toEqual({ record: 1, byte: 3 + HEADER.length + 2 + 2 });
  for (const size of [1, 7, 150]) expect(await collect(csv, bytes, [size])).toEqual(found);
});

test("sizes may be floats, and absent", async () => {
  const { records } = await collect(csv, rows(ROW, ROW.replace("72626.0", "")));
  expect(records.map(({ written }) => written)).toEqual([72626, undefined]);
});

test.each([
  ["2017-06-20 00:00:03.589", "2017-06-20T00:00:03.589Z"],
  ["2017-06-25 19:46:29+00:00", "2017-06-25T19:46:29Z"],
  ["2017-06-20T02:00:00+02:00", "2017-06-20T00:00:00Z"],
  ["2017-06-20T00:00:03", "2017-06-20T00:00:03Z"],
  ["2017-06-20T00:00:03.589Z", "2017-06-20T00:00:03.589Z"],
])("the time %s is %s", async (written, iso) => {
  const { records } = await collect(csv, rows(ROW.replace("2017-06-20 00:00:03.589", written)));
  expect(records[0]!.timestamp).toBe(Date.parse(iso));
});

test("columns are found by name, whatever their order", async () => {
  const reordered =
    "timestamp,http.response.written,http.response.status,http.request.uri,host,http.request.method,http.request.duration";
  const { records } = await collect(
    csv,
    encode(`${reordered}\n2017-06-20 00:00:01,7,200,v2/a/blobs/0a,h9,GET,0.25\n`),
  );
  expect(records[0]).toMatchObject({
    written: 7,
    status: 200,
    host: "h9",
    duration: 0.25,
    client: "",
  });
});

test("a byte order mark alone is no line", async () => {
  const { records, damaged } = await collect(csv, Uint8Array.of(0xef, 0xbb, 0xbf));
  expect({ records, damaged }).toEqual({ records: [], damaged: [] });
});

test.each([
  ["a status that is no number", ROW.replace("200", "ok"), '"http.response.status" is "ok"'],
  ["a size with a fraction", ROW.replace("72626.0", "1.5"), '"http.response.written" is 1.5'],
  ["a time that is none", ROW.replace("2017-06-20 ", "soon "), '"timestamp" is'],
  ["a field too few", ROW.replace("GET,", ""), "5 fields where the header has 6"],
  ["a field too many", `${ROW},x`, "7 fields where the header has 6"],
])("%s costs that record and no other", async (_name, broken, problem) => {
  const { records, damaged } = await collect(csv, rows(ROW, broken, ROW));
  expect(records.length).toBe(2);
  expect(damaged.length).toBe(1);
  expect(damaged[0]).toMatchObject({
    reason: "malformed",
    record: 2,
    byte: HEADER.length + ROW.length + 2,
  });
  expect(damaged[0]!.problem).toContain(problem);
});

test("a quote that is never closed costs its own line, however long the file", async () => {
  const many = Array.from({ length: 60_000 }, () => ROW);
  const { records, damaged } = await collect(csv, rows(ROW, ROW.replace("v2", '"v2'), ...many));
  expect(damaged.map(({ record }) => record)).toEqual([2]);
  expect(records.length).toBe(60_001);
});

test.each([
  ["a line", ""],
  ["a quoted field", '"'],
])("%s that is too long costs itself, wherever the chunks are cut", async (_name, quote) => {
  const before = Array.from({ length: 700 }, () => ROW);
  const bytes = rows(...before, quote + "x".repeat(300_000), ROW, ROW);
  const whole = await collect(csv, bytes);
  expect(whole.records).toHaveLength(702);
  expect(whole.damaged).toHaveLength(1);
  for (const size of [100, 1000, 70_000, 1_000_000]) {
    expect(await collect(csv, bytes, [size])).toEqual(whole);
  }
});
