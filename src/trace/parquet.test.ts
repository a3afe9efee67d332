import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { readAll, tableSource } from "../testing/table-source.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { checkPages, type PageColumn } from "./parquet-pages.ts";

const folder = temporaryFolder();
const ROWS = 5000;
/** A table with runs, repetitions, differences and gaps, by DuckDB. */
const TABLE = `SELECT
  'v2/' || (i % 7) || '/blobs/' || md5((i % 300)::VARCHAR) AS uri,
  200::SMALLINT AS status,
  CASE WHEN i % 11 = 0 THEN NULL ELSE 1000 + i % 300 END::BIGINT AS size,
  i / 1000.0::DOUBLE AS duration,
  TIMESTAMP '2024-02-03 10:00:00' + INTERVAL (i) SECOND AS timestamp,
  CASE WHEN i < 4000 THEN NULL ELSE '10.0.0.' || i % 250 END AS client,
  i % 2 = 0 AS flag,
  [i, i] AS host
  FROM range(${ROWS}) t(i)`;

test.each(
  ["V1", "V2"].flatMap((version) =>
    ["uncompressed", "snappy", "zstd", "gzip", "lz4_raw", "brotli"].map((codec) => [
      version,
      codec,
    ]),
  ),
)("what DuckDB writes as %s, %s, is read to the last row", async (version, codec) => {
  const file = join(folder, `${version}-${codec}.parquet`);
  const duckdb = await (await DuckDBInstance.create(":memory:")).connect();
  await duckdb.run(
    `COPY (${TABLE}) TO '${file}' (FORMAT parquet, COMPRESSION ${codec}, PARQUET_VERSION ${version}, ROW_GROUP_SIZE 2048)`,
  );
  duckdb.closeSync();
  const { records, damage } = await readAll(tableSource("x", new Uint8Array(readFileSync(file))));
  expect(damage).toEqual([]);
  expect(records).toHaveLength(ROWS);
  for (const [i, record] of records.entries()) {
    expect(record).toMatchObject({
      status: 200,
      written: i % 11 === 0 ? undefined : 1000 + (i % 300),
      duration: i / 1000,
      timestamp: Date.UTC(2024, 1, 3, 10) + i * 1000,
      client: i < 4000 ? "" : `10.0.0.${i % 250}`,
      // A list is no host.
      host: "",
    });
    expect(record.uri).toMatch(/^v2\/\d\/blobs\/[0-9a-f]{32}$/);
  }
});

test.each(["PLAIN", "RLE_DICTIONARY", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"] as const)(
  "texts in encoding %s are read",
  async (encoding) => {
    const uris = Array.from(
      { length: 700 },
      (_, i) => `v2/app/blobs/${"a".repeat(i % 90)}${i % 40}`,
    );
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: "uri", data: uris, type: "STRING", encoding },
        {
          name: "size",
          data: uris.map((_, i) => i * 3 - 2 * (i % 5)),
          type: "INT32",
          encoding: "DELTA_BINARY_PACKED",
        },
        { name: "status", data: uris.map(() => 200), type: "INT32", encoding: "BYTE_STREAM_SPLIT" },
      ],
    });
    const { records, damage } = await readAll(tableSource("x", new Uint8Array(bytes)));
    expect(damage).toEqual([]);
    expect(records.map(({ uri }) => uri)).toEqual(uris);
    expect(records[99]!.written).toBe(297 - 8);
  },
);

test("two kilobytes of millions of rows are refused", async () => {
  const file = join(folder, "equal.parquet");
  const duckdb = await (await DuckDBInstance.create(":memory:")).connect();
  await duckdb.run(
    `COPY (SELECT 'v2/a/blobs/b' AS uri, 200 AS status FROM range(17000000)) TO '${file}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  duckdb.closeSync();
  const bytes = new Uint8Array(readFileSync(file));
  const promise = readAll(tableSource("x", bytes));
  await expect(promise).rejects.toThrow(
    /^x: \d+ rows are more than 250 times its size.*--max-unpack/,
  );
});

/** A number as Thrift and Parquet's runs have it. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

/** A data page of the first version. */
function page(values: readonly number[], encoding: number, body: readonly number[]): DataView {
  const length = varint(2 * body.length);
  const about = values.flatMap((value) => [0x15, ...varint(2 * value)]);
  const header = [
    0x15,
    0,
    0x15,
    ...length,
    0x15,
    ...length,
    0x2c,
    ...about,
    0x15,
    ...varint(2 * encoding),
    0,
    0,
  ];
  return new DataView(Uint8Array.from([...header, ...body]).buffer);
}

const TEXT: PageColumn = { type: "BYTE_ARRAY", typeLength: 0, optional: false, unpack: undefined };
const HUGE = varint(2 ** 30);
const GROWS = [...varint(128), 4, 100, 0];

test.each([
  ["more values than rows", page([101], 0, [0, 0, 0, 0]), TEXT, "101 values in a group of 100"],
  ["fewer values than rows", page([0], 0, [0, 0]), TEXT, "pages of 0 values"],
  ["texts without their lengths", page([100], 0, [0, 0, 0, 0]), TEXT, "100 values in 4 bytes"],
  ["a run beyond the page", page([100], 8, [8, ...HUGE, 7]), TEXT, "a run of"],
  ["groups beyond the page", page([100], 8, [8, ...varint(2 ** 30 + 1), 7]), TEXT, "packed groups"],
  ["groups of no bits", page([100], 8, [0, ...varint(2 ** 30 + 1)]), TEXT, "packed groups"],
  ["indices of 40 bits", page([100], 8, [40, 7]), TEXT, "40 bits"],
  [
    "levels beyond the page",
    page([100], 0, [9, 0, 0, 0, 200, 1, 1]),
    { ...TEXT, optional: true },
    "levels longer",
  ],
  [
    "a run of levels beyond the page",
    page([100], 0, [5, 0, 0, 0, ...HUGE, 1]),
    { ...TEXT, optional: true },
    "a run of",
  ],
  ["differences in no groups", page([100], 6, [...varint(128), 0, 100, 0]), TEXT, "in 0 groups"],
  ["differences in a huge block", page([100], 6, [...HUGE, 1, 100, 0]), TEXT, "differences"],
  [
    "texts that begin before there is one",
    page([100], 7, [
      ...varint(128),
      4,
      100,
      ...varint(200),
      0,
      0,
      0,
      0,
      0,
      ...GROWS,
      0,
      0,
      0,
      0,
      0,
    ]),
    TEXT,
    "a text of no length",
  ],
  ["an encoding of its own", page([100], 77, [0]), TEXT, "encoding 77"],
])("a page with %s is refused before it is decoded", (_name, view, column, problem) => {
  expect(() => checkPages(view, 100, column as PageColumn)).toThrow(problem);
});

test("texts that repeat each other to gigabytes are refused", () => {
  // Each is the whole of the one before, and a byte more.
  const count = 60_000;
  const ones = [...varint(128), 4, ...varint(count), 0];
  for (let n = 1; n < count; n += 128) ones.push(2, 0, 0, 0, 0);
  const suffixes = [...varint(128), 4, ...varint(count), 2];
  for (let n = 1; n < count; n += 128) suffixes.push(0, 0, 0, 0, 0);
  const view = page([count], 7, [...ones, ...suffixes]);
  expect(() => checkPages(view, count, TEXT)).toThrow("more than 512 MiB");
});
