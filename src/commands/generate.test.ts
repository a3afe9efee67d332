import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { loadWorkload } from "../input/load-workload.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { parseProfile, profileText } from "../workload/profile.ts";
import { writeProfile } from "./generate.ts";
import { inspectPaths } from "./inspect.ts";

const folder = temporaryFolder();
const profile = parseProfile("syd01", profileText("syd01"));
const slice = { days: 0.3 };

test.each(["syd01.json", "syd01.json.gz", "syd01.ndjson.zst", "syd01.csv.gz", "files/syd01/"])(
  "%s is read back as profile:syd01",
  async (name) => {
    const out = join(folder, name);
    await writeProfile(profile, 3, slice, name.endsWith("/") ? `${out}/` : out);
    const read = await loadWorkload([out], { objects: "blobs" });
    const made = await loadWorkload(["profile:syd01"], { objects: "blobs", seed: 3, ...slice });
    expect(read.workload).toEqual(made.workload);
    expect(read.census).toEqual(made.census);
  },
);

test("inspect finds the same in a trace and in the profile that it was made from", async () => {
  const out = join(folder, "inspected", "syd01");
  await writeProfile(profile, 3, slice, `${out}/`);
  const written = await inspectPaths([out], { seed: 1 });
  const made = await inspectPaths(["profile:syd01"], { seed: 3, ...slice });
  expect(written).toEqual(made);
  expect(written.published.length).toBeGreaterThan(5);
});

test("a file that is complete has its name, and nothing else remains", async () => {
  const out = join(folder, "whole");
  const { files, bytes } = await writeProfile(profile, 1, { days: 0.5 }, `${out}/`);
  expect(files).toBe(2);
  const names = readdirSync(out);
  expect(names).toEqual([
    "prod-syd01-logstash-2017.06.20-0.json",
    "prod-syd01-logstash-2017.06.20-1.json",
  ]);
  const sizes = names.map((name) => readFileSync(join(out, name)).length);
  expect(sizes[0]! + sizes[1]!).toBe(bytes);
});

test("gzip is chosen by the name", async () => {
  const out = join(folder, "some.jsonl.gz");
  const { bytes } = await writeProfile(profile, 1, { days: 0.05 }, out);
  expect(gunzipSync(readFileSync(out)).length).toBe(bytes);
});

test("refuses a name whose form it does not know, and a place that it cannot write", async () => {
  await expect(writeProfile(profile, 1, slice, join(folder, "a.parquet"))).rejects.toThrow(
    UsageError,
  );
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(writeProfile(profile, 1, slice, join(file, "a.json"))).rejects.toThrow(
    /--out .*a.json: /,
  );
});
