/** Converted traces as a user meets them, and DuckDB as a judge of what was read. */

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, test } from "vitest";
import { convertTrace } from "../input/convert-trace.ts";
import { openConverted } from "../input/load-converted.ts";
import { loadWorkload } from "../input/load-workload.ts";
import { ibmRecord, ibmTrace } from "../testing/ibm-records.ts";
import { pullsim, pullsimSync } from "../testing/pullsim.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const FILES = 4;
/** Enough for reading on threads to be worth it. */
const RECORDS = 11_000;

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const BLOBS = { objects: "blobs" } as const;

beforeAll(async () => {
  mkdirSync(at("dal09"));
  for (let file = 0; file < FILES; file++) {
    const records = Array.from({ length: RECORDS }, (_, i) => {
      const n = i * FILES + file;
      if (n % 5 === 0) return ibmRecord(n, { "http.request.uri": "v2" });
      if (n % 11 === 0) {
        const uri = `v2/space${n % 5}/repo${n % 7}/manifests/m`;
        return ibmRecord(n, { "http.request.uri": uri });
      }
      if (n % 13 === 0) return ibmRecord(n, { "http.request.method": "HEAD" });
      if (n % 1999 === 0) return ibmRecord(n, { timestamp: "never" });
      return ibmRecord(n, n % 17 === 0 ? { "http.response.written": 5 } : {});
    });
    writeFileSync(at(`dal09/${file}.json`), ibmTrace("pretty", records));
  }
  await convertTrace([at("dal09")], BLOBS, at("dal09.arrow"));
});
test("on two threads the same is read, and the same warned of, in the same order", () => {
  const [one, two] = ["1", "2"].map((workers) => {
    const out = at(`by-${workers}.arrow`);
    const { code, stderr } = pullsimSync([
      "convert",
      at("dal09"),
      "--workers",
      workers,
      "--out",
      out,
    ]);
    expect(code).toBe(0);
    return { bytes: readFileSync(out), told: stderr.replace(out, "") };
  });
  expect(one!.told.split("\n").length).toBeGreaterThan(FILES);
  expect(two!.told).toBe(one!.told);
  expect(two!.bytes.equals(one!.bytes)).toBe(true);
});

test.each(["1", "2"])("in little memory, on %s threads, the same is written", (workers) => {
  const [whole, little] = [[], ["--memory", "100 kB"]].map((memory, i) => {
    const out = at(`${workers}-${i}.arrow`);
    const args = ["convert", at("dal09"), "--workers", workers, "--out", out, ...memory];
    const { code, stderr } = pullsimSync(args);
    expect(code).toBe(0);
    return { bytes: readFileSync(out), told: stderr.replace(out, "") };
  });
  expect(little!.told).toBe(whole!.told);
  expect(little!.bytes.equals(whole!.bytes)).toBe(true);
});

test("of several files that are no trace the first is named, whoever reads it", () => {
  mkdirSync(at("broken"));
  for (let file = 0; file < FILES + 2; file++) {
    const text = file < FILES ? readFileSync(at(`dal09/${file}.json`)) : "no trace";
    writeFileSync(at(`broken/${file}.json`), text);
  }
  const ends = ["1", "2"].map((workers) =>
    pullsimSync(["run", at("broken"), "--workers", workers]),
  );
  expect(ends[0]!.code).toBe(1);
  expect(ends[0]!.stderr).toMatch(/broken\/4\.json: byte 0: not a registry trace.*\n$/);
  expect(ends[1]).toEqual(ends[0]);
});

test("a converted trace replays to the same bytes, whole or limited", () => {
  const rest = ["--capacity", "10kB", "--json"];
  for (const policies of [["lru", "r-cache"], ["prefetch+lru"]]) {
    for (const limit of [[], ["--limit", "777"]]) {
      const args = ["--policy", ...policies, ...rest, ...limit];
      const raw = pullsimSync(["run", at("dal09"), ...args]);
      const converted = pullsimSync(["run", at("dal09.arrow"), ...args]);
      expect(converted.code).toBe(0);
      expect(converted.stdout).toBe(raw.stdout);
      if (policies[0] === "prefetch+lru") {
        expect(JSON.parse(raw.stdout).cells[0].prefetches).toBeGreaterThan(0);
      }
    }
  }
});

test("of a converted trace is told what is told of the raw one, but for its manifests", async () => {
  const records = Array.from({ length: 3000 }, (_, n) =>
    ibmRecord(n, n % 11 === 0 ? { "http.request.uri": `v2/s/r${n % 7}/manifests/m` } : {}),
  );
  writeFileSync(at("one.json"), ibmTrace("compact", records));
  await convertTrace([at("one.json")], BLOBS, at("one.arrow"));
  const [raw, converted] = [at("one.json"), at("one.arrow")].map((path) => {
    const { code, stdout } = pullsimSync(["inspect", path, "--json"]);
    expect(code).toBe(0);
    const { manifests, published, late, ...rest } = JSON.parse(stdout);
    return { ...rest, manifests: [manifests.gets, manifests.withoutBlobs] };
  });
  expect(converted).toEqual(raw);
});

test("DuckDB finds the same requests, bytes and objects in the same files", async () => {
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  const found = await db.runAndReadAll(`
    WITH pulls AS (
      SELECT *, split_part("http.request.uri", '/', -1) AS digest
      FROM read_json('${at("dal09")}/*.json', format = 'array')
      WHERE "http.request.method" = 'GET' AND "http.response.status" = 200
        AND contains("http.request.uri", '/blobs/') AND try_cast(timestamp AS TIMESTAMP) IS NOT NULL
    ), sizes AS (SELECT digest, max("http.response.written") AS size FROM pulls GROUP BY digest)
    SELECT count(*), sum("http.request.duration"), count(DISTINCT digest),
      (SELECT sum(size) FROM sizes), count(DISTINCT "http.request.remoteaddr"), count(DISTINCT host)
    FROM pulls`);
  const [count, duration, objects, footprint, clients, hosts] = found.getRows()[0]!.map(Number);
  const { workload } = await loadWorkload([at("dal09.arrow")], BLOBS);
  const { requests, sizes } = workload;
  expect(requests.count).toBe(count);
  expect(requests.duration.reduce((sum, each) => sum + each, 0)).toBeCloseTo(duration!, 6);
  expect(sizes.length).toBe(objects);
  expect(sizes.reduce((sum, each) => sum + each, 0)).toBe(footprint);
  expect(new Set(requests.client).size).toBe(clients);
  expect(new Set(requests.host).size).toBe(hosts);
  db.closeSync();
});

describe("what cannot be read is one line", () => {
  test.each([
    ["a file cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
    ["a file cut off in its columns", (bytes: Buffer) => bytes.subarray(0, 5000)],
    ["only the magic", (bytes: Buffer) => bytes.subarray(0, 8)],
    ["noise behind the magic", (bytes: Buffer) => Buffer.from(bytes).fill(0x5a, 8)],
  ])("%s", async (name, change) => {
    const file = at(`${name}.arrow`);
    writeFileSync(file, change(readFileSync(at("dal09.arrow"))));
    await expect(openConverted([file])).rejects.toThrow(/not a whole converted trace: [^\n]*$/);
  });

  test("a converted trace beside another, with a format, or of other objects", async () => {
    const converted = at("dal09.arrow");
    const alone = /dal09\.arrow stands alone/;
    await expect(loadWorkload([converted, at("dal09/0.json")], BLOBS)).rejects.toThrow(alone);
    const format = loadWorkload([converted], { ...BLOBS, format: "csv" });
    await expect(format).rejects.toThrow(/has no --format/);
    const all = loadWorkload([converted], { objects: "all" });
    await expect(all).rejects.toThrow(/was converted with --objects blobs/);
  });
});

describe("the cache of a sweep", () => {
  const sweep = (...rest: string[]): string[] => [
    ...["sweep", at("dal09"), "--policy", "none", "lru", "--capacity", "10kB"],
    ...["--fidelity", "fast", "--json", "--results", at("cells"), ...rest],
  ];
  const run = async (...rest: string[]): Promise<string> => {
    rmSync(at("cells"), { recursive: true, force: true });
    const { code, stdout } = await pullsim(sweep(...rest));
    expect(code).toBe(0);
    return stdout;
  };

  const conversions = (cache: string): string[] =>
    readdirSync(at(cache)).filter((name) => name.endsWith(".arrow"));

  test("holds the trace once, and neither it nor its damage changes a number", async () => {
    const plain = await run("--no-cache");
    expect(await run("--cache", at("cache"))).toBe(plain);
    const [name, ...more] = conversions("cache");
    expect(more).toEqual([]);
    const file = join(at("cache"), name!);
    const before = statSync(file).ino;
    expect(await run("--cache", at("cache"))).toBe(plain);
    expect(statSync(file).ino).toBe(before);
    writeFileSync(file, readFileSync(file).subarray(0, 1000));
    expect(await run("--cache", at("cache"))).toBe(plain);
  });

  test("what was not used for longest gives way, and what is used does not", async () => {
    mkdirSync(at("full"));
    writeFileSync(at("full/00.arrow"), new Uint8Array(1000));
    await run("--cache", at("full"), "--cache-size", "1kB");
    const kept = conversions("full");
    expect(kept.length).toBe(1);
    expect(kept).not.toContain("00.arrow");
  });

  test("a sweep that is killed while it converts leaves no part of a trace", async () => {
    rmSync(at("cells"), { recursive: true, force: true });
    mkdirSync(at("killed"));
    await pullsim(sweep("--cache", at("killed")), {
      signal: "SIGKILL",
      when: () => readdirSync(at("killed")).some((name) => name.includes(".arrow")),
    });
    // Either way it is whole, or it has another name.
    const [name] = conversions("killed");
    if (name) expect(await openConverted([join(at("killed"), name)])).toBeDefined();
  });
});
