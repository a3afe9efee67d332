/**
 * Exact misses, missed bytes and final content that two independent simulators agree on, for a
 * synthetic trace of 200,000 requests. The answers and the generator of the trace are shared data.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { stream } from "../random/stream.ts";
import type { ObjectId, Workload } from "../request.ts";
import { sharedData } from "../testing/shared-data.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import { WorkloadBuilder } from "../workload/workload-builder.ts";
import { Cache } from "./cache.ts";
import { createPolicy, parsePolicy } from "./catalog.ts";
import { futureOf } from "./future.ts";

const oracle = sharedData("oracle");
const ARGUMENTS = "--requests 200000 --objects 20000 --seed 11 --formats jsonl".split(" ");
const POLICIES = ["lru", "fifo", "clock", "sieve", "lfu", "gdsf", "belady"];

interface Answer {
  policy: string;
  capacity: number;
  misses: number;
  missBytes: number;
  /** NaN where the answers do not say. */
  objects: number;
  bytes: number;
}

describe.skipIf(!oracle)("on the trace with known answers", () => {
  const folder = temporaryFolder();
  let workload: Workload;
  let answers: Answer[];

  beforeAll(async () => {
    execFileSync(process.execPath, [`${oracle}/gen-trace.mjs`, "--out", folder, ...ARGUMENTS]);
    const file = join(folder, "trace.sample.jsonl");
    const { files } = JSON.parse(readFileSync(`${oracle}/trace-seed11.json`, "utf8"));
    const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
    expect(sha256).toBe(files["trace.sample.jsonl"].sha256);
    const builder = new WorkloadBuilder();
    await readTrace(openTrace([file]).sources, builder);
    workload = builder.build("oracle").workload;
    answers = readFileSync(`${oracle}/expected-seed11.tsv`, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split("\t"))
      .map(([policy, capacity, , misses, , missBytes, objects, bytes]) => ({
        policy: policy!,
        capacity: Number(capacity),
        misses: Number(misses),
        missBytes: Number(missBytes),
        objects: Number(objects),
        bytes: Number(bytes),
      }));
  }, 120_000);
  test.each(POLICIES)("%s gives every known answer", async (policy) => {
    const spec = await parsePolicy(policy);
    const { requests, sizes } = workload;
    const future = futureOf(requests, sizes.length);
    const wanted = answers.filter((answer) => answer.policy === policy);
    expect(wanted).toHaveLength(8);
    for (const answer of wanted) {
      const { capacity } = answer;
      const setting = { capacity, sizes, stream: stream(1, policy), future };
      const cache = new Cache(capacity, sizes, createPolicy(spec, setting));
      let misses = 0;
      let missBytes = 0;
      requests.object.forEach((object, i) => {
        const now = requests.arrival[i]!;
        if (cache.lookup(object as ObjectId, now)) return;
        misses++;
        missBytes += sizes[object]!;
        cache.offer(object as ObjectId, now);
      });
      const { residents, occupancy } = cache;
      const known = Number.isNaN(answer.objects)
        ? { objects: Number.NaN, bytes: Number.NaN }
        : { objects: residents, bytes: occupancy };
      expect({ policy, capacity, misses, missBytes, ...known }).toEqual(answer);
    }
  });
});
