import { expect, test } from "vitest";
import type { Requests } from "../request.ts";
import { readTrace, type TraceSource } from "../trace/read-trace.ts";
import { generateWorkload } from "./generated-workload.ts";
import { parseProfile, profileText } from "./profile.ts";
import type { Objects } from "./select.ts";
import { spanOf } from "./slice.ts";
import { FORMS } from "./trace-forms.ts";
import { type Piece, writtenTrace } from "./trace-writer.ts";
import { WorkloadBuilder } from "./workload-builder.ts";

const dal = parseProfile("dal09", profileText("dal09"));
const dev = parseProfile("dev-mon01", profileText("dev-mon01"));

function filesOf(pieces: Iterable<Piece>): Map<string, string> {
  const files = new Map<string, string>();
  for (const { file, text } of pieces) files.set(file, (files.get(file) ?? "") + text);
  return files;
}

/** A column as text: comparing it as text is a thousand times faster than entry by entry. */
function bytesOf(column: number | Float64Array | Uint32Array | undefined): string {
  if (typeof column !== "object") return String(column);
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString("base64");
}

async function readBack(files: ReadonlyMap<string, string>, objects: Objects, name: string) {
  const builder = new WorkloadBuilder(objects);
  const sources: TraceSource[] = [...files].map(([file, text]) => ({
    name: file,
    async *chunks() {
      yield new TextEncoder().encode(text);
    },
  }));
  const warnings: string[] = [];
  await readTrace(sources, builder, { warn: (line) => warnings.push(line) });
  expect(warnings).toEqual([]);
  return builder.build(name);
}

test.each(FORMS.map((form) => [form.name, form] as const))(
  "what is written as %s is read back as exactly the generated workload",
  async (_name, form) => {
    const slice = { days: 0.26 };
    const span = spanOf(dal, 7, slice);
    const files = filesOf(
      writtenTrace(dal, 7, span, form, form.name === "archive" ? undefined : "one"),
    );
    expect(files.size).toBe(form.name === "archive" ? 2 : 1);
    const kinds =
      form.name === "archive" ? (["blobs", "manifests", "all"] as const) : (["all"] as const);
    for (const objects of kinds) {
      const generated = generateWorkload(dal, { ...slice, seed: 7, objects });
      const read = await readBack(files, objects, "dal09");
      // A registry's log has an access line beside each of its own.
      const { "access-line": access = 0, ...skipped } = read.census.skipped;
      expect(access).toBe(form.name === "distribution" ? generated.census.records : 0);
      const records = read.census.records - access;
      expect({ ...read.census, records, skipped }).toEqual(generated.census);
      expect(bytesOf(read.workload.sizes)).toEqual(bytesOf(generated.workload.sizes));
      for (const [column, values] of Object.entries(read.workload.requests)) {
        const made = generated.workload.requests[column as keyof Requests];
        expect(bytesOf(values), column).toEqual(bytesOf(made));
      }
    }
  },
);

test("the archive's files are named as there, hold six hours each, and are not in order", async () => {
  const files = filesOf(writtenTrace(dev, 1, { from: 0, until: 86_400 }, FORMS[0]!));
  expect([...files.keys()]).toEqual(
    [0, 1, 2, 3].map((part) => `dev-mon01-logstash-2017.06.20-${part}.json`),
  );
  const records = JSON.parse(files.get("dev-mon01-logstash-2017.06.20-2.json")!);
  const times: number[] = records.map((record: { timestamp: string }) =>
    Date.parse(record.timestamp),
  );
  expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.UTC(2017, 5, 20, 12));
  expect(times.some((time, i) => i > 0 && time < times[i - 1]! - 600_000)).toBe(true);
});

test("records look like the archive's", async () => {
  const files = filesOf(writtenTrace(dal, 1, { from: 0, until: 600 }, FORMS[0]!));
  const [text] = [...files.values()];
  const records = JSON.parse(text!) as Record<string, string | number>[];
  expect(text).toMatch(/^\[\n {4}\{\n {8}"host": "[0-9a-f]{8}", \n/);
  const ids = new Set<unknown>();
  for (const record of records) {
    expect(record.host).toMatch(/^[0-9a-f]{8}$/);
    expect(record["http.request.remoteaddr"]).toMatch(/^[0-9a-f]{8}$/);
    expect(record["http.request.uri"]).toMatch(
      /^v2((\/[0-9a-f]{8}){1,3}\/(blobs|manifests)\/[0-9a-f]{8}|(\/[0-9a-f]{8}){1,3}\/blobs\/uploads\/([0-9a-f]{8})?)?$/,
    );
    expect(record.timestamp).toMatch(/^2017-06-20T00:\d\d:\d\d\.\d{3}Z$/);
    expect(record.id).toMatch(/^[0-9a-f]{10}$/);
    ids.add(record.id);
  }
  expect(ids.size).toBe(records.length);
  expect(records.some((record) => record["http.response.written"] === undefined)).toBe(true);
  expect(records.some((record) => String(record["http.request.useragent"]).includes("\\("))).toBe(
    true,
  );
});

test("a registry's log looks like one", async () => {
  const form = FORMS.find(({ name }) => name === "distribution")!;
  const text = filesOf(writtenTrace(dal, 1, { from: 0, until: 600 }, form, "registry.log")).get(
    "registry.log",
  )!;
  const lines = text.trimEnd().split("\n");
  const access =
    /^2001:db8::[0-9a-f]{1,4}:[0-9a-f]{1,4} - - \[20\/Jun\/2017:00:\d\d:\d\d \+0000\] "[A-Z]+ \/v2\/\S* HTTP\/1\.1" \d{3} \d+ "" ".+"$/;
  const own =
    /^time="2017-06-20T00:\d\d:\d\d(\.\d{1,3})?Z" level=info msg="response completed" go\.version=\S+ .* http\.response\.duration="?(\d+m)?[\d.]+(s|ms|µs)"? http\.response\.status=\d{3} http\.response\.written=\d+ instance\.id=\S+$/;
  for (const [i, line] of lines.entries()) expect(line).toMatch(i % 2 === 0 ? access : own);
  expect(text).toMatch(/ "HEAD \S+ HTTP\/1\.1" 200 0 /);
  expect(text).toMatch(/http\.request\.uri="\/v2\/\S+\/blobs\/sha256:[0-9a-f]{64}" /);
});

test("a slice that ends inside an hour is written to its end", async () => {
  const span = spanOf(dal, 1, { requests: 500 });
  const files = filesOf(writtenTrace(dal, 1, span, FORMS[1]!, "one"));
  const { workload } = await readBack(files, "blobs", "dal09");
  expect(workload.requests.count).toBe(500);
});
