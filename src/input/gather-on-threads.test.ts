import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { ibmRecord, ibmTrace } from "../testing/ibm-records.ts";
import { anyOddFile } from "../testing/odd-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openTrace } from "../trace/open.ts";
import { readTrace } from "../trace/read-trace.ts";
import type { Gathered } from "../workload/gathered.ts";
import { RequestMix } from "../workload/request-mix.ts";
import { buildWorkload, WorkloadBuilder } from "../workload/workload-builder.ts";
import { gatherOnThreads } from "./gather-on-threads.ts";
import { partsOf } from "./trace-parts.ts";

const folder = temporaryFolder();

/** All that can be seen of it, or why there is nothing. */
async function outcome(read: (warn: (line: string) => void) => Promise<Gathered>) {
  const warnings: string[] = [];
  try {
    const gathered = await read((line) => warnings.push(line));
    const { workload, census, old } = buildWorkload(gathered, "t");
    const names = (["object", "client", "repository", "host"] as const).map((kind) =>
      Array.from(old[kind], (id) => gathered.names[kind][id]),
    );
    return { warnings, workload, census, names, mix: JSON.stringify(gathered.mix) };
  } catch (error) {
    return { warnings, error: (error as Error).message };
  }
}

function inOne(paths: readonly string[]) {
  return outcome(async (warn) => {
    const builder = new WorkloadBuilder("all", new RequestMix());
    await readTrace(openTrace(paths).sources, builder, { warn });
    return builder.gathered();
  });
}

/** One thread reads the parts of `workers`: who reads a part makes no difference. */
function inParts(paths: readonly string[], least: number) {
  const options = { objects: "all", workers: 1, mix: true, watch: () => {}, least } as const;
  return outcome(
    (warn) => gatherOnThreads(openTrace(paths), { ...options, warn }) as Promise<Gathered>,
  );
}

function written(files: readonly Uint8Array[]): string[] {
  return files.map((bytes, i) => {
    const path = join(folder, `${i}.json`);
    writeFileSync(path, bytes);
    return path;
  });
}

const wrong = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 2 });

test.prop(
  [
    fc.array(fc.tuple(anyOddFile, wrong), { minLength: 1, maxLength: 3 }),
    fc.integer({ min: 150, max: 4000 }),
  ],
  { numRuns: 300 },
)(
  "files in parts are what they are in one, odd and broken as they may be",
  async (files, least) => {
    for (const [bytes, places] of files) {
      for (const [at, byte] of places) bytes[at % bytes.length] = byte;
    }
    const paths = written(files.map(([bytes]) => bytes));
    expect(await inParts(paths, least)).toEqual(await inOne(paths));
  },
);

test("a file is cut where records begin, and where they seem to it is read again", async () => {
  const traps = { "http.request.useragent": "x},{" };
  const records = Array.from({ length: 400 }, (_, n) => ibmRecord(n, n > 300 ? traps : {}));
  const [path] = written([ibmTrace("pretty", records)]);
  const trace = openTrace([path!]);
  const cut = partsOf(trace, 1, undefined, () => true, 2000);
  expect(cut.length).toBeGreaterThan(5);
  expect(cut.flat().every(({ to }, i) => to === (cut.flat()[i + 1]?.from ?? Infinity))).toBe(true);
  expect(await inParts([path!], 2000)).toEqual(await inOne([path!]));
});
