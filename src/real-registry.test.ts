/**
 * A real registry, filled and pulled from over its HTTP API: what it logs gives exactly the requests
 * that were made and the hits that are known beforehand, whatever form the log comes in.
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadPolicy } from "./input/load-policy.ts";
import { loadScenario } from "./input/load-scenario.ts";
import { loadWorkload } from "./input/load-workload.ts";
import type { Cell } from "./metrics/cell.ts";
import { stream } from "./random/stream.ts";
import type { AdviceDocument } from "./report/advice-document.ts";
import type { ResultDocument } from "./report/document.ts";
import { simulate } from "./simulate.ts";
import { DockerRegistry, digestOf, hasDockerRegistry } from "./testing/docker-registry.ts";
import { pullsim } from "./testing/pullsim.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const PULLS = 80;
const BLOBS = 14;

/** From 1 kB to 1 MB. */
const blobs = Array.from({ length: BLOBS }, (_, i) => {
  const size = Math.round(1000 * 1000 ** (i / (BLOBS - 1)));
  return Buffer.alloc(size, `blob ${i}`);
});
/** The first blob is the configuration; base layers are shared, some across repositories. */
const IMAGES = [
  { repository: "base", tag: "1", blobs: [0, 13, 6] },
  { repository: "team/app", tag: "1", blobs: [1, 13, 6, 7] },
  { repository: "team/app", tag: "2", blobs: [2, 13, 6, 8] },
  { repository: "team/worker", tag: "latest", blobs: [3, 12, 9] },
  { repository: "tools/ci/deep", tag: "latest", blobs: [4, 12, 10, 11, 6] },
  // Never pulled again after the first time.
  { repository: "once", tag: "v1", blobs: [5, 10] },
].map((image) => ({ ...image, blobs: image.blobs.map((i) => blobs[i]!) }));
const SIZES = new Map(blobs.map((blob) => [digestOf(blob), blob.length]));
const CAPACITIES = [50_000, 500_000, 1_200_000, 2_000_000, 20_000_000];

/** What was done: the blobs fetched, in order, and the log of it. */
interface Worked {
  readonly fetched: readonly string[];
  readonly log: string;
}

async function work(formatter: "text" | "json"): Promise<Worked> {
  const registry = await DockerRegistry.start(formatter);
  const fetched: string[] = [];
  let log = "";
  try {
    for (const { repository, tag, blobs } of IMAGES) {
      for (const blob of blobs) await registry.pushBlob(repository, blob);
      await registry.pushManifest(repository, tag, blobs);
    }
    const choose = stream(1, "real registry");
    for (let i = 0; i < PULLS; i++) {
      const image = i === 10 ? 5 : Math.floor(5 * choose() ** 2);
      const { repository, tag, blobs } = IMAGES[image]!;
      fetched.push(...(await registry.pull(repository, tag)));
      if (i % 4 === 0) await registry.look(repository, digestOf(blobs[0]!));
    }
  } finally {
    log = await registry.stop();
  }
  return { fetched, log };
}

/** Hits of an LRU cache of so many bytes, told independently: by a list from the coldest on. */
function lruHits(fetched: readonly string[], capacity: number): number {
  let hits = 0;
  let list: string[] = [];
  const size = (digest: string): number => SIZES.get(digest)!;
  for (const digest of fetched) {
    if (list.includes(digest)) hits++;
    else if (size(digest) > capacity) continue;
    list = [...list.filter((other) => other !== digest), digest];
    while (list.reduce((sum, other) => sum + size(other), 0) > capacity) list.shift();
  }
  return hits;
}

/** The forms in which a log reaches whoever reads it. */
const FORMS: readonly [string, "text" | "json", (line: string, time: string) => string][] = [
  ["as it is", "text", (line) => line],
  ["by docker logs -t", "text", (line, time) => `${time} ${line}`],
  ["by Kubernetes", "text", (line, time) => `${time} stderr F ${line}`],
  ["by docker compose", "text", (line) => `registry-1  | ${line}`],
  [
    "by Docker's json-file driver",
    "text",
    (line, time) => JSON.stringify({ log: `${line}\n`, stream: "stderr", time }),
  ],
  ["in JSON", "json", (line) => line],
  ["in JSON, by docker logs -t", "json", (line, time) => `${time} ${line}`],
];

describe.skipIf(!hasDockerRegistry)("docker-registry", () => {
  const folder = temporaryFolder();
  const worked = {} as Record<"text" | "json", Worked>;
  beforeAll(async () => {
    [worked.text, worked.json] = await Promise.all([work("text"), work("json")]);
  }, 60_000);
  const json = async (...args: string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await pullsim(args);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    return JSON.parse(stdout);
  };

  test.each(FORMS)("the log, read %s, has every request and every hit", async (_, kind, form) => {
    const { fetched, log } = worked[kind];
    const file = join(folder, "registry.log");
    const lines = log.trimEnd().split("\n");
    let time = "2026-01-01T00:00:00.123456789Z";
    const read = lines.map((line) => {
      time = /time"?[=:]"([^"]+)"/.exec(line)?.[1] ?? time;
      return form(line, time);
    });
    writeFileSync(file, `${read.join("\n")}\n`);
    const { workload, census } = await loadWorkload([file], { objects: "blobs" });
    const cells = simulate(workload, await loadScenario("ibm-2017", []), {
      ...{ policies: [await loadPolicy("lru")], capacities: CAPACITIES },
      ...{ fidelity: "fast", seed: 1 },
    });

    const pushed = IMAGES.reduce((sum, { blobs }) => sum + 2 * blobs.length + 1, 0);
    expect(workload.requests.count).toBe(fetched.length);
    expect(fetched.length).toBeGreaterThan(250);
    expect(workload.sizes.toSorted()).toEqual(Float64Array.from(SIZES.values()).sort());
    expect(census.skipped).toMatchObject({
      ping: PULLS,
      head: PULLS + PULLS / 4,
      manifest: PULLS,
      push: pushed,
      status: PULLS / 4,
    });
    expect(cells.map(({ hits }) => hits)).toEqual(
      CAPACITIES.map((capacity) => lruHits(fetched, capacity)),
    );
    expect(cells.at(-1)!.hits).toBe(fetched.length - BLOBS);
  });

  test("run tells the form of its log by itself", async () => {
    for (const { fetched, log } of [worked.text, worked.json]) {
      const file = join(folder, "own.log");
      writeFileSync(file, log);
      const args = ["run", file, "--fidelity", "fast", "--policy", "lru", "--capacity", "1GB"];
      const { trace, cells } = (await json(...args, "--json")) as ResultDocument;
      expect(trace.requests).toBe(fetched.length);
      expect(cells[0]!.hits).toBe(fetched.length - BLOBS);
    }
  });

  test("advise finds the hits, and says how little such a log can tell", async () => {
    const { fetched, log } = worked.text;
    const file = join(folder, "own.log");
    writeFileSync(file, log);
    const advice = (await json("advise", file, "--json")) as AdviceDocument;
    expect(advice.facts).toMatchObject({ requests: fetched.length, objects: BLOBS, clients: 1 });
    expect(advice.facts.repeats).toBeCloseTo(1 - BLOBS / fetched.length, 12);
    expect(advice.latencies.origin).toBe("fitted");
    const all = advice.results[0]!.cells.filter(
      ({ policy, capacityBytes }: Cell) =>
        policy === "lru" && capacityBytes >= advice.facts.footprintBytes,
    );
    expect(all.map(({ hits, delayedHits }) => hits + delayedHits)).toEqual([
      fetched.length - BLOBS,
    ]);
    expect(advice.cautions).toEqual(
      expect.arrayContaining(["few-requests", "under-a-day", "one-client", "small-footprint"]),
    );
    expect(advice.words.cautions).toHaveLength(advice.cautions.length);
  });
});
