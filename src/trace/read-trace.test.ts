import { expect, test } from "vitest";
import { ibmRecord, ibmTrace } from "../testing/ibm-records.ts";
import type { TraceRecord } from "./format.ts";
import { readTrace, type TraceSource } from "./read-trace.ts";

function source(name: string, bytes: Uint8Array | string, chunk = 64 * 1024): TraceSource {
  const data = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  return {
    name,
    async *chunks() {
      for (let at = 0; at < data.length; at += chunk) yield data.slice(at, at + chunk);
    },
  };
}

async function read(...sources: TraceSource[]) {
  const records: TraceRecord[] = [];
  const damage: string[] = [];
  const warnings: string[] = [];
  await readTrace(
    sources,
    {
      record: (record) => records.push(record),
      damaged: (reason) => damage.push(reason),
      ignored: () => {},
    },
    { warn: (line) => warnings.push(line) },
  );
  return { records, damage, warnings };
}

const trace = ibmTrace("compact", [ibmRecord(0), ibmRecord(1)]);

test("files of different formats and layouts are one trace", async () => {
  const csv =
    "timestamp,http.request.duration,http.request.method,http.request.uri,http.response.status,http.response.written\n" +
    "2017-06-20 00:00:01,0.5,GET,v2/a/blobs/0a,200,7.0\n";
  const lines = ibmTrace("line by line", [ibmRecord(2)]);
  const { records } = await read(source("a.json", trace), source("b", csv), source("c", lines, 3));
  expect(records.length).toBe(4);
});

test("a warning names file, record and byte, and after five there is only a count", async () => {
  const records = Array.from({ length: 20 }, (_, n) => ibmRecord(n, n < 8 ? { timestamp: 3 } : {}));
  const { warnings, damage } = await read(source("day.json", ibmTrace("compact", records)));
  expect(damage.length).toBe(8);
  expect(warnings.length).toBe(6);
  expect(warnings[0]).toBe(
    'day.json: record 1 at byte 1: "timestamp" is 3, not a time such as 2017-06-20T00:00:02.814Z; skipped as malformed',
  );
  expect(warnings[5]).toBe("day.json: 3 more damaged records, 8 in all, skipped");
});

test.each([
  ["an empty file", "", "x: byte 0: the file is empty"],
  [
    "prose",
    "Dear Sir or Madam",
    "x: byte 0: not a registry trace: it begins with 'Dear Sir or Madam'",
  ],
  [
    "an archive",
    "PK\u0003\u0004\u0000",
    "x: byte 0: not a registry trace: it begins with 'PK\\u0003\\u0004\\u0000'",
  ],
  [
    "other JSON",
    '{"name":"pullsim"}',
    'x: not a registry trace: record 1 at byte 0: "http.request.method" is missing',
  ],
  ["JSON that is none", "{]", "x: not a registry trace: record 1 at byte 0: ']' where"],
  [
    "a cut-off first record",
    '[{"host":"a',
    "x: not a registry trace: record 1 at byte 1: the file ends inside a record",
  ],
])("%s is not a trace, and the error names file and byte", async (_name, content, message) => {
  await expect(read(source("good", trace), source("x", content))).rejects.toThrow(message);
});
