import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { collect } from "../testing/collect.ts";
import { ibmRecord, ibmTrace } from "../testing/ibm-records.ts";
import { anyOddFile } from "../testing/odd-files.ts";
import type { TraceFormat } from "./format.ts";
import { ibmJson, objectsOf } from "./ibm-json.ts";
import { JsonRecords } from "./json-records.ts";
import { PlainRecords } from "./plain-records.ts";
import { recordOf } from "./record.ts";
import { RecordMachine } from "./record-machine.ts";

/** The definition: every object goes through `JSON.parse`. */
const longWay: TraceFormat = { ...ibmJson, reader: (sink) => new JsonRecords(objectsOf(sink)) };

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const sizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 6 });

test.prop([anyOddFile, sizes], { numRuns: 400 })(
  "odd and broken records are read as the long way reads them, whatever the chunks",
  async (bytes, chunks) => {
    expect(await collect(ibmJson, bytes, chunks)).toEqual(await collect(longWay, bytes, chunks));
  },
);

test.prop([anyOddFile, fc.nat(), fc.nat({ max: 255 }), sizes], { numRuns: 400 })(
  "one wrong byte anywhere is read as the long way reads it",
  async (bytes, at, byte, chunks) => {
    bytes[at % bytes.length] = byte;
    expect(await collect(ibmJson, bytes, chunks)).toEqual(await collect(longWay, bytes, chunks));
  },
);

test("in a file as the archive has them all but the first are read at sight", () => {
  let read = 0;
  const bytes = ibmTrace(
    "pretty",
    Array.from({ length: 100 }, (_, n) => ibmRecord(n)),
  );
  const plain = new PlainRecords(new RecordMachine(), (batch) => {
    read += batch.count;
  });
  const sink = { object: () => {}, damaged: () => {}, warn: () => {} };
  const records = new JsonRecords(sink, plain);
  records.push(bytes);
  records.end();
  expect(read).toBe(99);
});

test.prop([fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat({ max: 15 })], { numRuns: 2000 })(
  "a duration is the number that JSON.parse makes of its digits",
  async (duration, digits) => {
    const text = (value: string): string =>
      JSON.stringify(ibmRecord(1)).replace(/("http.request.duration":)[^,]*/, `$1${value}`);
    const bytes = encode(`[${text("1")},${text(duration.toFixed(digits))}]`);
    const { records } = await collect(ibmJson, bytes);
    expect(records[1]!.duration).toBe(Number(duration.toFixed(digits)));
  },
);

/** Texts of which the machine's hash is the same, made with what is to be seen of it. */
function colliding(count: number): string[] {
  const mask = (1n << 64n) - 1n;
  const mixed = (value: bigint): bigint => {
    const product = (value * 0x1d8e4e27c47d13n) & mask;
    return product ^ (product >> 32n);
  };
  const found: string[] = [];
  const bytes = new DataView(new ArrayBuffer(16));
  for (let n = 0; found.length < count; n++) {
    const half = n.toString(36).padEnd(8, "-");
    for (let i = 0; i < 8; i++) bytes.setUint8(i, half.charCodeAt(i));
    bytes.setBigUint64(8, mixed(16n ^ bytes.getBigUint64(0, true)), true);
    const text = String.fromCharCode(...new Uint8Array(bytes.buffer));
    if (/^[ !#-[\]-~]{16}$/.test(text)) found.push(text);
  }
  return found;
}

test("texts made to share a hash are read the long way, from so many on", async () => {
  const uris = colliding(140);
  const records = uris.map((uri, n) => ibmRecord(n, { "http.request.uri": uri }));
  const bytes = ibmTrace("compact", records);
  let atSight = 0;
  const machine = new RecordMachine();
  const plain = new PlainRecords(machine, (batch) => {
    atSight += batch.count;
  });
  const json = new JsonRecords({ object() {}, damaged() {}, warn() {} }, plain);
  json.push(bytes);
  json.end();
  expect(atSight).toBeGreaterThan(100);
  expect(atSight).toBeLessThan(130);
  expect(await collect(ibmJson, bytes)).toEqual(await collect(longWay, bytes));
});

test("texts that never come again are forgotten in the end, and the records are right", () => {
  const machine = new RecordMachine();
  const filler = "x".repeat(990);
  const texts = new Set<object>();
  let atSight = 0;
  const plain = new PlainRecords(machine, (batch) => {
    texts.add(batch.texts);
    for (let i = 0; i < batch.count; i++) {
      const { uri, client } = recordOf(batch, i);
      expect(uri).toBe(`${filler}${++atSight}`);
      expect(client).toBe(`client${atSight % 7}`);
    }
  });
  const json = new JsonRecords({ object() {}, damaged() {}, warn() {} }, plain);
  const text = (n: number): string =>
    JSON.stringify(ibmRecord(n, { "http.request.uri": `${filler}${n}` }));
  for (let n = 0; n < 40_000; n += 500) {
    json.push(encode(Array.from({ length: 500 }, (_, i) => `${text(n + i)}\n`).join("")));
  }
  json.end();
  expect(atSight).toBe(39_999);
  expect(texts.size).toBe(2);
});
