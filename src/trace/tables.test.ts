import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fc, test } from "@fast-check/vitest";
import * as arrow from "apache-arrow";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeAll, describe, expect } from "vitest";
import { ibmRecord } from "../testing/ibm-records.ts";
import { CLI } from "../testing/pullsim.ts";
import { readAll, tableSource } from "../testing/table-source.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { zstdFrame } from "../testing/zstd-frame.ts";

type Row = Record<string, string | number>;
const rows = Array.from({ length: 500 }, (_, n) => ibmRecord(n) as Row);
const NAMES = Object.keys(rows[0]!).filter((name) => name !== "id");

/** The columns of some rows. */
const columns = (of: readonly Row[], names: readonly string[] = NAMES) =>
  names.map((name) => ({ name, data: of.map((row) => row[name]) }));

function parquetFile(of: readonly Row[], names = NAMES): Uint8Array {
  const columnData = columns(of, names).map(({ name, data }) => ({
    name,
    data,
    type: typeof data[0] === "string" ? ("STRING" as const) : ("DOUBLE" as const),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 200 }));
}

function arrowFile(of: readonly Row[], form: "file" | "stream"): Uint8Array {
  return arrow.tableToIPC(arrowTable(of), form);
}

function arrowTable(of: readonly Row[]): arrow.Table {
  const [first, second] = [of.slice(0, 300), of.slice(300)].map(
    (part) =>
      new arrow.Table(
        Object.fromEntries(
          columns(part).map(({ name, data }) => [
            name,
            typeof data[0] === "string"
              ? arrow.vectorFromArray(data as string[], new arrow.Utf8())
              : arrow.vectorFromArray(data as number[], new arrow.Float64()),
          ]),
        ),
      ),
  );
  return first!.concat(second!);
}

/** One LZ4 frame of stored blocks. */
function lz4Frame(bytes: Uint8Array): Uint8Array {
  const size = new Uint8Array(Uint32Array.of(0x80000000 + bytes.length).buffer);
  return Uint8Array.from([4, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73, ...size, ...bytes, 0, 0, 0, 0]);
}

/** A file whose buffers are packed. */
function packedArrowFile(
  type: arrow.CompressionType,
  encode: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  arrow.compressionRegistry.set(type, { encode });
  const writer = new arrow.RecordBatchFileWriter({ compressionType: type });
  return writer.writeAll(arrowTable(rows)).finish().toUint8Array(true);
}

const wanted = rows.map((row) => ({
  timestamp: Date.parse(row.timestamp as string),
  duration: row["http.request.duration"],
  method: "GET",
  uri: row["http.request.uri"],
  status: 200,
  written: row["http.response.written"],
  client: row["http.request.remoteaddr"],
  host: row.host,
}));

test.each([
  ["parquet", parquetFile(rows)],
  ["arrow", arrowFile(rows, "file")],
  ["arrow stream", arrowFile(rows, "stream")],
  ["arrow with zstd", packedArrowFile(arrow.CompressionType.ZSTD, zstdFrame)],
  ["arrow with LZ4", packedArrowFile(arrow.CompressionType.LZ4_FRAME, lz4Frame)],
])("a %s file with the keys of the IBM traces is read to the last row", async (name, bytes) => {
  const { records, damage, warnings } = await readAll(tableSource(name, bytes));
  expect({ damage, warnings }).toEqual({ damage: [], warnings: [] });
  expect(records).toEqual(wanted);
});

test("columns may have other names, types and units", async () => {
  const micros = BigInt(Date.UTC(2024, 1, 3)) * 1000n + 5n;
  const bytes = parquetWriteBuffer({
    schema: [
      { name: "root", num_children: 6 },
      { name: "RequestPath", type: "BYTE_ARRAY", converted_type: "UTF8" },
      { name: "Status", type: "INT32" },
      { name: "size", type: "INT64" },
      { name: "duration_ms", type: "INT32" },
      { name: "ts", type: "INT64", converted_type: "TIMESTAMP_MICROS" },
      {
        name: "client_ip",
        type: "BYTE_ARRAY",
        converted_type: "UTF8",
        repetition_type: "OPTIONAL",
      },
    ],
    columnData: [
      { name: "RequestPath", data: ["/v2/a/blobs/b", "/v2/a/blobs/c"] },
      { name: "Status", data: [200, 206] },
      { name: "size", data: [5n, 6n] },
      { name: "duration_ms", data: [250, 0] },
      { name: "ts", data: [micros, micros + 1_000_000n] },
      { name: "client_ip", data: ["10.0.0.1:77", null] },
    ],
  });
  const { records } = await readAll(tableSource("x", new Uint8Array(bytes)));
  expect(records).toEqual([
    {
      timestamp: Date.UTC(2024, 1, 3) + 0.005,
      duration: 0.25,
      method: "GET",
      uri: "/v2/a/blobs/b",
      status: 200,
      written: 5,
      client: "10.0.0.1",
      host: "",
    },
    expect.objectContaining({ status: 206, written: 6, client: "", duration: 0 }),
  ]);
});

test("a size that is not a number is none; a row that is no good costs itself", async () => {
  const changed = rows.slice(0, 5).map((row) => ({ ...row }));
  changed[1]!["http.response.written"] = Number.NaN;
  changed[2]!["http.response.status"] = -1;
  changed[3]!.timestamp = "never";
  const { records, damage, warnings } = await readAll(tableSource("x", parquetFile(changed)));
  expect(records.map(({ written }) => written)).toEqual([1000, undefined, 1004]);
  expect(damage).toEqual(["malformed", "malformed"]);
  expect(warnings[0]).toMatch(/^x: record 3 at byte \d+: "status" is -1/);
});

test.each([
  [
    "other columns",
    parquetFile(rows, ["id", "timestamp"]),
    /x: not a registry trace: its columns are id, timestamp; expected/,
  ],
  ["a cut-off Parquet file", parquetFile(rows).slice(0, -9), /x: broken parquet: /],
  [
    "a cut-off Arrow file",
    arrowFile(rows, "file").slice(0, 900),
    /x: (broken arrow: |not a registry)/,
  ],
  ["nothing but its magic", new TextEncoder().encode("PAR1"), /x: broken parquet: /],
])("%s is told in one line", async (_name, bytes, message) => {
  await expect(readAll(tableSource("x", bytes))).rejects.toThrow(message);
});

const files = [arrowFile(rows, "file"), arrowFile(rows, "stream"), parquetFile(rows)];

test.prop([fc.constantFrom(...files), fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 })], {
  numRuns: 60,
})(
  "damage anywhere ends in a TraceError, or in no more rows than there were",
  async (whole, at, junk) => {
    const bytes = whole.slice();
    const from = 8 + (at % (bytes.length - 16));
    bytes.set(junk.subarray(0, bytes.length - from), from);
    try {
      const { records } = await readAll(tableSource("x", bytes));
      expect(records.length).toBeLessThanOrEqual(rows.length);
    } catch (error) {
      expect(error).toMatchObject({ name: "TraceError", message: expect.stringMatching(/^x: /) });
    }
  },
);

test.each(["file", "stream"] as const)(
  "whatever byte of an Arrow %s is changed, its reading ends",
  async (form) => {
    const whole = arrowFile(rows.slice(0, 3), form);
    // The kinds of messages stand at even places.
    for (let at = 8; at < whole.length; at += 2) {
      const bytes = whole.slice();
      bytes[at]! ^= 0xff;
      const source = tableSource("x", bytes);
      let reads = 0;
      const counted: typeof source = {
        ...source,
        access: (use) =>
          source.access!((file) =>
            use({
              bytes: file.bytes,
              slice(from, to) {
                if (++reads > 200) throw new Error("it is read again and again");
                return file.slice(from, to);
              },
            }),
          ),
      };
      const problem = await readAll(counted).then(
        () => "",
        (error: Error) => error.message,
      );
      expect(problem, `byte ${at}`).not.toContain("again");
    }
  },
);

describe("on the command line", () => {
  const folder = temporaryFolder();
  beforeAll(() => {
    writeFileSync(join(folder, "t.parquet"), parquetFile(rows));
    writeFileSync(join(folder, "t.parquet.gz"), gzipSync(parquetFile(rows)));
  });
  const run = (trace: string, input: Uint8Array = new Uint8Array()) =>
    spawnSync(process.execPath, [CLI, "run", trace, "--capacity", "10kB", "--policy", "lru"], {
      input,
      encoding: "utf8",
    });

  test("a Parquet file is a trace", () => {
    const { stdout, stderr, status } = run(join(folder, "t.parquet"));
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(stdout).toContain("500 requests for 97 objects");
  });

  test.each([
    [
      "of standard input",
      "-",
      /^pullsim: standard input: parquet is read from a file only[^\n]*\n$/,
    ],
    [
      "of a packed one",
      "t.parquet.gz",
      /^pullsim: .*: byte 0: not parquet, or it is compressed[^\n]*\n$/,
    ],
  ])("nothing is read %s", (_name, trace, message) => {
    const bytes = readFileSync(join(folder, "t.parquet"));
    const path = trace === "-" ? trace : join(folder, trace);
    const { stderr, status } = run(path, bytes);
    expect(stderr).toMatch(message);
    expect(status).toBe(1);
  });
});
