import { fc, test } from "@fast-check/vitest";
import { tableFromIPC } from "apache-arrow";
import { expect } from "vitest";
import { TraceError } from "../errors.ts";
import type { Workload } from "../request.ts";
import { firstFrom } from "../streamed-workload.ts";
import { readConverted } from "./arrow-reader.ts";
import { arrowFile } from "./arrow-writer.ts";
import { streamedFrom } from "./converted-file.ts";
import { type ConvertedTrace, convertedOf, isArrowFile } from "./converted-trace.ts";
import type { RandomAccess } from "./random-access.ts";
import { RequestMix } from "./request-mix.ts";
import { shareAll, shareWorkload } from "./shared-workload.ts";
import { buildWorkload, WorkloadBuilder } from "./workload-builder.ts";

interface Converted {
  readonly bytes: Uint8Array;
  readonly trace: ConvertedTrace;
  readonly workload: Workload;
}

async function converted(count: number): Promise<Converted> {
  const builder = new WorkloadBuilder("blobs", new RequestMix());
  for (let n = 0; n < count; n++) {
    builder.record({
      timestamp: 1_500_000_000_000 + ((n * 7919) % 100_000),
      duration: (n % 13) / 7,
      method: "GET",
      uri: n % 10 === 3 ? `v2/r${n % 3}/manifests/m` : `v2/r${n % 3}/blobs/lay\u00e9r${n % 17}`,
      status: 200,
      written: 100 + (n % 17),
      client: `c${n % 5}`,
      host: `h${n % 2}`,
    });
  }
  const gathered = builder.gathered();
  const { workload, census, began, old } = buildWorkload(gathered, "small");
  const nameOf = (kind: keyof typeof old): string[] =>
    Array.from(old[kind], (id) => gathered.names[kind][id]!);
  const names = {
    object: nameOf("object"),
    client: nameOf("client"),
    repository: nameOf("repository"),
    host: nameOf("host"),
  };
  const trace = convertedOf(workload, { census, began, objects: "blobs", mix: gathered.mix });
  const pieces: Uint8Array[] = [];
  for await (const piece of arrowFile(trace, names)) pieces.push(piece.slice());
  // Not a Buffer, whose slice is no copy.
  return { bytes: new Uint8Array(Buffer.concat(pieces)), trace, workload };
}

function file(bytes: Uint8Array): RandomAccess {
  return {
    name: "small.arrow",
    bytes: bytes.length,
    read(into, at) {
      if (at + into.length > bytes.length || at < 0) {
        throw new TraceError("ARROW", "small.arrow: it ends before that");
      }
      into.set(bytes.subarray(at, at + into.length));
    },
  };
}

const small = await converted(100);

test("what is read back is what was written, in shared memory", () => {
  expect(isArrowFile(small.bytes)).toBe(true);
  const back = readConverted(file(small.bytes))!;
  const workload = back.inMemory();
  expect(workload.requests.arrival.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(workload).toEqual(shareWorkload(small.workload));
  const { mix, statuses } = small.trace.mix;
  const { rows, sizes, ...facts } = small.trace;
  expect(back).toMatchObject({ ...facts, mix: { mix, statuses } });
});

test("a trace of several record batches is read whole, from its beginning, and piece by piece", async () => {
  const { bytes, workload, trace } = await converted(150_000);
  expect(tableFromIPC(bytes).batches.map(({ numRows }) => numRows)).toEqual([
    ...[65_536, 65_536, 150_000 - 15_000 - 2 * 65_536],
    15_000,
  ]);
  const back = readConverted(file(bytes))!;
  expect(back.inMemory()).toEqual(shareWorkload(workload));
  const { requests } = back.rows;
  for (const [from, to] of [
    [0, 4096],
    [65_000, 66_000],
    [65_536, 131_072],
    [134_999, 135_000],
    [10, 134_000],
  ] as const) {
    expect(requests.read(from, to)).toEqual(shareAll(trace.rows.requests.read(from, to)));
  }
  const limited = back.inMemory(70_000);
  expect(limited.requests).toEqual(shareAll(trace.rows.requests.read(0, 70_000)));
  const last = limited.requests.arrival[69_999]!;
  const asked = workload.manifests!.arrival.filter((time) => time <= last).length;
  expect(limited.manifests!.count).toBe(asked);
  const streamed = streamedFrom(file(bytes), back.inFile(70_000), (problem) => new Error(problem));
  expect(streamed.sizes).toEqual(limited.sizes);
  expect(streamed.requests.span).toBe(last);
  expect(streamed.requests.hasDurations).toBe(true);
  expect(firstFrom(streamed, last)).toBe(firstFrom(limited, last));
});

test("GETs of manifests are left in the file where nobody asks for them", () => {
  const back = readConverted(file(small.bytes))!;
  const { manifests, ...workload } = back.inMemory();
  const { count } = manifests!;
  expect(count).toBeGreaterThan(0);
  expect(back.inMemory(undefined, false)).toEqual(workload);
  expect(back.bytesInMemory(90, true) - back.bytesInMemory(90, false)).toBe(20 * count);
});

test("a file of the layout before, of two batches, is read", () => {
  const text = Buffer.from(small.bytes).toString("latin1").replaceAll('"format":2', '"format":1');
  const back = readConverted(file(new Uint8Array(Buffer.from(text, "latin1"))))!;
  expect(back.inMemory()).toEqual(shareWorkload(small.workload));
});

test("any Arrow reader reads it, with the names", () => {
  const table = tableFromIPC(small.bytes);
  const { requests, manifests, sizes } = small.workload;
  expect(table.batches.map(({ numRows }) => numRows)).toEqual([90, manifests!.count]);
  for (const [i, row] of table.toArray().entries()) {
    const { arrival, object, size, client, repository, host } = row.toJSON();
    expect([client[0], repository.slice(0, 4), host[0]]).toEqual(["c", "v2/r", "h"]);
    if (i >= 90) {
      expect(arrival).toBe(manifests!.arrival[i - 90]);
      expect([object, size, row.duration, row.opens]).toEqual([null, null, null, null]);
      continue;
    }
    expect(arrival).toBe(requests.arrival[i]);
    expect(size).toBe(sizes[requests.object[i]!]);
    expect(object).toMatch(/^lay\u00e9r\d+$/);
    expect(object).toBe(`lay\u00e9r${size - 100}`);
  }
});

test("the same trace is the same bytes", async () => {
  expect((await converted(100)).bytes).toEqual(small.bytes);
});

test("a file cut off anywhere is one clear error", () => {
  for (let length = 0; length < small.bytes.length; length += 3) {
    const cut = small.bytes.subarray(0, length);
    expect(() => readConverted(file(cut))).toThrow(/small\.arrow/);
  }
});

/** Reads a file that may be broken: what comes of it, if anything, must be sound. */
function readBroken(bytes: Uint8Array): void {
  try {
    const back = readConverted(file(bytes));
    if (!back) return;
    const { object, arrival } = back.inMemory().requests;
    expect(object.every((id) => id < small.workload.sizes.length)).toBe(true);
    expect(arrival.every((time, i) => time >= (arrival[i - 1] ?? 0))).toBe(true);
  } catch (error) {
    expect(error).toBeInstanceOf(TraceError);
  }
}

test("values that cannot be are refused, wherever they stand", () => {
  for (let at = 0; at + 8 <= small.bytes.length; at += 8) {
    readBroken(small.bytes.slice().fill(0xff, at, at + 8));
  }
});

test.prop(
  [fc.nat({ max: small.bytes.length - 1 }), fc.uint8Array({ minLength: 1, maxLength: 9 })],
  {
    numRuns: 1000,
  },
)("a broken file is read or refused, and never anything else", (at, junk) => {
  const bytes = small.bytes.slice();
  bytes.set(junk.subarray(0, bytes.length - at), at);
  readBroken(bytes);
});
