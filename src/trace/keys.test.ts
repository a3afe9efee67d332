import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { collect } from "../testing/collect.ts";
import { select } from "../workload/select.ts";
import { recognise } from "./catalog.ts";
import { keys } from "./keys.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

test("a line is a request for one byte, a second after the line before", async () => {
  const { records } = await collect(keys, bytesOf("a\nb\r\n\na"));
  expect(records.map((record) => [record.uri, record.written, record.timestamp])).toEqual([
    ["v2/keys/blobs/a", 1, 1000],
    ["v2/keys/blobs/b", 1, 2000],
    ["v2/keys/blobs/a", 1, 3000],
  ]);
});

test("a registry's URI is taken as one, so that pings and manifests can be told apart", async () => {
  const lines = "v2\nv2/a/b/manifests/c\nv2/a/b/blobs/d\n";
  const { records } = await collect(keys, bytesOf(lines));
  expect(records.map((record) => select(record, "blobs"))).toEqual([
    { skip: "ping" },
    { skip: "manifest" },
    { key: "d", repository: "v2/a/b" },
  ]);
});

test("any other line is the key of a blob, whatever is in it", async () => {
  const { records } = await collect(keys, bytesOf("a/b?c\na/b?d\n"));
  const selected = records.map((record) => select(record, "blobs"));
  expect(new Set(selected.map((selection) => "key" in selection && selection.key)).size).toBe(2);
});

test.prop([fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })])(
  "reads the same whatever the chunks",
  async (sizes) => {
    const bytes = bytesOf("v2/ä/blobs/x\nÿ\n\nlast one");
    expect(await collect(keys, bytes, sizes)).toEqual(await collect(keys, bytes));
  },
);

test("is never taken for the format of a file by itself", () => {
  expect(recognise(bytesOf("a\nb\n"))).toBeUndefined();
});
