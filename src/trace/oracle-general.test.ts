import { expect, test } from "vitest";
import { collect } from "../testing/collect.ts";
import { oracleRecords } from "../testing/oracle-records.ts";
import { recognise } from "./catalog.ts";
import { conform } from "./conformance.ts";
import { oracleGeneral } from "./oracle-general.ts";

const HASH = 2n ** 64n - 2n;

conform(oracleGeneral, {
  "small ids": oracleRecords([
    [10, 5n, 100, 3],
    [10, 6n, 200, -1],
    [11, 5n, 100, -1],
  ]),
  hashes: oracleRecords([
    [1_497_916_802, HASH, 4_000_000_000, 3],
    [1_497_916_803, HASH - 1n, 2, 4],
    [1_497_916_804, HASH, 4_000_000_000, -1],
    [1_497_916_805, HASH - 1n, 2, -1],
  ]),
});

test("a record is a request for an object of that size at that second", async () => {
  const { records } = await collect(
    oracleGeneral,
    oracleRecords([
      [7, 1n, 4_294_967_295, 2],
      [8, 1n, 4_294_967_295, -1],
    ]),
  );
  expect(records).toMatchObject([
    { timestamp: 7000, duration: 0, written: 4_294_967_295, uri: "v2/objects/blobs/1" },
    { timestamp: 8000, position: { record: 2, byte: 24 } },
  ]);
});

test("ids that differ in their last bit only are different objects", async () => {
  const ids = [2n ** 53n, 2n ** 53n + 1n, HASH, HASH + 1n, 2n ** 21n, 0n];
  const { records } = await collect(
    oracleGeneral,
    oracleRecords(ids.map((id, i) => [i, id, 1, -1])),
  );
  expect(records.map(({ uri }) => uri)).toEqual(ids.map((id) => `v2/objects/blobs/${id}`));
});

test("a file that ends inside a record says so", async () => {
  const bytes = oracleRecords([
    [7, 1n, 10, 2],
    [8, 1n, 10, -1],
  ]);
  const { records, damaged } = await collect(oracleGeneral, bytes.subarray(0, 40));
  expect(records).toHaveLength(1);
  expect(damaged).toMatchObject([{ reason: "truncated", record: 2, byte: 24 }]);
});

test.each([
  ["text", new TextEncoder().encode("1 2 3\n".repeat(100))],
  ["text of one record", new TextEncoder().encode("a".repeat(24))],
  [
    "times that go back",
    oracleRecords([
      [8, 1n, 1, -1],
      [7, 1n, 1, -1],
    ]),
  ],
  ["zeros", new Uint8Array(24 * 100)],
  ["nothing", new Uint8Array(0)],
])("is not taken for it by itself: %s", (_name, bytes) => {
  expect(recognise(bytes)).not.toBe(oracleGeneral);
});
