/** Every real piece of the IBM archive that there is, which are not part of the project, read to what is known of it. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sharedData } from "../testing/shared-data.ts";
import { formatNamed } from "./catalog.ts";
import type { TraceRecord } from "./format.ts";
import { openTrace } from "./open.ts";
import { readTrace } from "./read-trace.ts";

const FOLDER = "real-traces/ibm-docker-registry";

async function read(name: string, format?: string) {
  const records: TraceRecord[] = [];
  const lost: string[] = [];
  const sink = {
    record: (record: TraceRecord) => records.push(record),
    damaged: (reason: string) => lost.push(reason),
    ignored: (reason: string) => lost.push(reason),
  };
  const { sources } = openTrace([sharedData(`${FOLDER}/${name}`)!]);
  await readTrace(sources, sink, {
    format: format === undefined ? undefined : formatNamed(format),
  });
  expect(lost).toEqual([]);
  return records;
}

function counts(values: readonly (string | number)[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const value of values) counted[value] = (counted[value] ?? 0) + 1;
  return counted;
}

const distinct = (values: readonly string[]): number => new Set(values).size;
/** What a URI asks for, and its last part. */
const partsOf = (uri: string) => /(?:^|\/)(blobs|manifests)\/([^/]+)$/.exec(uri)?.slice(1) ?? [];

describe.skipIf(!sharedData(FOLDER))("the real records", () => {
  test("of Dallas are the same as JSON in the archive's order and as CSV in that of time", async () => {
    const [json, csv] = [await read("dal09"), await read("infinibench_dal09_blobs_sample.csv")];
    const inOrder = (records: readonly TraceRecord[]) =>
      records.map((record) => JSON.stringify(record, Object.keys(record).sort())).sort();
    expect(inOrder(json)).toEqual(inOrder(csv));
    expect(csv).toHaveLength(666);
    expect(counts(csv.map(({ method, status }) => `${method} ${status}`))).toEqual({
      "GET 200": 666,
    });
    expect(csv.filter(({ uri }) => partsOf(uri)[0] !== "blobs")).toEqual([]);
    expect(Math.min(...csv.map(({ written }) => written!))).toBe(32);
    expect(distinct(csv.map(({ host }) => host))).toBe(6);
    expect(new Date(csv[0]!.timestamp).toISOString()).toBe("2017-06-20T00:00:03.589Z");
    const times = csv.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(json.map(({ timestamp }) => timestamp)).not.toEqual(times);
  });

  test("that are quoted in public code", async () => {
    const records = await read("records_quoted_in_public_code.json");
    expect(counts(records.map(({ method, status }) => `${method} ${status}`))).toEqual({
      "GET 200": 5,
      "PUT 201": 2,
    });
    const times = records.map(({ timestamp }) => timestamp);
    expect(new Date(Math.min(...times)).toISOString()).toBe("2017-06-20T00:00:02.814Z");
    expect(new Date(Math.max(...times)).toISOString()).toBe("2017-09-05T17:23:42.900Z");
  });

  test("of a playback test, one of them with a zone and without a fraction", async () => {
    const records = await read("redbench_playback_test.csv");
    expect(records).toHaveLength(12);
    expect(records.map(({ timestamp }) => timestamp)).toContain(Date.UTC(2017, 5, 25, 19, 46, 29));
    // Nine of them are in the sample too; it is kept here to two thirds.
    const sample = await read("infinibench_dal09_blobs_sample.csv");
    const same = records.filter((record) =>
      sample.some(
        ({ uri, timestamp, written }) =>
          uri === record.uri && timestamp === record.timestamp && written === record.written,
      ),
    );
    expect(same.length).toBeGreaterThan(0);
    expect(records[11]!.written).toBe(21_474_836_480);
  });

  test("of three days of Dallas, of which only the keys are known", async () => {
    const records = await read("gocachemark_ibm_docker_trace_725k.csv.zst", "keys");
    expect(records).toHaveLength(725_242);
    const uris = records.map(({ uri }) => uri);
    expect(distinct(uris)).toBe(121_314);
    expect(counts(uris.map((uri) => (uri === "v2" ? "ping" : partsOf(uri)[0]!)))).toEqual({
      ping: 333_358,
      blobs: 259_274,
      manifests: 132_610,
    });
    const named = (kind: string) =>
      uris.map(partsOf).flatMap(([of, name]) => (of === kind ? [name!] : []));
    expect(distinct(named("blobs"))).toBe(81_335);
    expect(named("manifests").filter((tag) => tag === "817c8a39")).toHaveLength(64_976);
    // Tags with the name of the API are no pings.
    expect(uris.filter((uri) => uri.endsWith("/manifests/v2"))).toHaveLength(60);
  });

  test("and somebody's counts of all of them, which are no trace", async () => {
    const name = "redulink_whole_archive_counts.json";
    await expect(read(name)).rejects.toThrow(`${name}: `);
    const all = JSON.parse(readFileSync(sharedData(`${FOLDER}/${name}`)!, "utf8"));
    const records = all.data_centers.map((of: { records: number }) => of.records);
    expect(records.reduce((sum: number, n: number) => sum + n, 0)).toBe(40_872_024);
  });
});
