/** Known answers on real records, which are not part of the project. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ResultDocument } from "./report/document.ts";
import { pullsimSync } from "./testing/pullsim.ts";
import { sharedData } from "./testing/shared-data.ts";

const FOLDER = "real-traces/ibm-docker-registry";
const json = sharedData(`${FOLDER}/dal09`);
const csv = sharedData(`${FOLDER}/infinibench_dal09_blobs_sample.csv`);

function run(trace: string, ...args: string[]): ResultDocument {
  const { stdout, stderr, code } = pullsimSync(["run", trace, "--json", ...args]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

describe.skipIf(!json || !csv)("the 666 real records", () => {
  const FAST = ["--fidelity", "fast", "--policy", "none", "lru", "fifo"];

  test("give the known hits under fast", () => {
    const { trace, cells } = run(json!, ...FAST);
    expect(trace).toMatchObject({ requests: 666, objects: 405, footprintBytes: 4_958_609_061 });
    const at = (policy: string, capacity: number) =>
      cells.find((cell) => cell.policy === policy && cell.capacityBytes === capacity)!;
    expect([5e7, 1e9, 12e9].map((capacity) => at("lru", capacity).hits)).toEqual([52, 202, 261]);
    expect([5e7, 1e9, 12e9].map((capacity) => at("fifo", capacity).hits)).toEqual([54, 190, 261]);
    expect([5e7, 1e9, 12e9].map((capacity) => at("lru", capacity).hitBytes)).toEqual([
      131_576_534, 1_495_905_515, 2_146_570_220,
    ]);
  });

  test("are the same as CSV, but for the name", () => {
    const { trace, ...rest } = run(json!, ...FAST);
    const { trace: other, ...same } = run(csv!, ...FAST);
    expect(same).toEqual(rest);
    expect({ ...other, name: trace.name }).toEqual(trace);
  });

  test.each(["full", "fast"])(
    "cost in recorded, %s, without a cache what was recorded",
    (fidelity) => {
      const [file] = readdirSync(json!);
      const records: Record<string, number>[] = JSON.parse(readFileSync(`${json}/${file}`, "utf8"));
      const mean = records.reduce((sum, record) => sum + record["http.request.duration"]!, 0) / 666;
      expect(mean).toBeCloseTo(3771.849 / 666, 5);
      const args = ["--scenario", "recorded", "--fidelity", fidelity, "--policy", "none"];
      const [cell] = run(json!, ...args).cells;
      expect(Math.abs(cell!.meanLatencySeconds / mean - 1)).toBeLessThan(1e-9);
      expect(cell!.latencySavingsRate).toBe(0);
    },
  );

  test("have under full every request as one hit, delayed hit or fetch", () => {
    for (const cell of run(json!, "--policy", "none", "fifo", "lru", "r-cache").cells) {
      expect(cell.hits + cell.delayedHits + cell.storeRequests).toBe(666);
      if (cell.policy === "none") expect(cell.storeRequests).toBe(666);
    }
  });

  test("are hit most by lru without a limit", () => {
    const { cells } = run(
      json!,
      "--fidelity",
      "fast",
      "--policy",
      "lru",
      "fifo",
      "r-cache",
      "--capacity",
      "50MB",
      "1GB",
      "12GB",
      "unlimited",
    );
    const most = cells.find((cell) => cell.policy === "lru" && cell.capacityBytes === null)!.hits;
    expect(most).toBe(666 - 405);
    for (const { hits } of cells) expect(hits).toBeLessThanOrEqual(most);
  });
});
