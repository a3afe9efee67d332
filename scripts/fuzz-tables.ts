/** Parquet and Arrow files, and converted traces, to be damaged. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { Zstd } from "@hpcc-js/wasm-zstd";
import * as arrow from "apache-arrow";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { Stream } from "pullsim";
import { mutated } from "./fuzz-inputs.ts";
import { below, pick } from "./fuzz-samples.ts";

const ROWS = 300;
const row = (i: number) => ({
  "http.request.uri": `v2/a${i % 5}/blobs/${(i % 31).toString(16).padStart(8, "0")}`,
  "http.request.method": i % 40 === 0 ? "HEAD" : "GET",
  "http.response.status": 200,
  "http.response.written": 1000 + (i % 31),
  "http.request.duration": i / 64,
  timestamp: `2017-06-20T00:00:${String(i % 60).padStart(2, "0")}.000Z`,
});
const ROWS_BY_DUCKDB = `SELECT 'v2/a' || i % 5 || '/blobs/' || i % 31 AS uri, 200 AS status,
  CASE WHEN i % 11 = 0 THEN NULL ELSE i END AS size, i / 64.0::DOUBLE AS duration,
  TIMESTAMP '2017-06-20 00:00:00' + INTERVAL (i) SECOND AS timestamp, i % 2 = 0 AS client
  FROM range(${ROWS}) t(i)`;
const NAMES = Object.keys(row(0)) as (keyof ReturnType<typeof row>)[];
const TEXTS = ["PLAIN", "RLE_DICTIONARY", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"] as const;
const NUMBERS = ["PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT", "RLE_DICTIONARY"] as const;

function parquetFile(stream: Stream): Uint8Array {
  const columnData = NAMES.map((name) => {
    const missing = stream() < 0.3;
    const data = Array.from({ length: ROWS }, (_, i) =>
      missing && i % 7 === 0 ? null : row(i)[name],
    );
    if (typeof row(0)[name] === "string") {
      return {
        name,
        data,
        type: "STRING" as const,
        encoding: pick<(typeof TEXTS)[number]>(stream, TEXTS),
      };
    }
    if (name === "http.request.duration") return { name, data, type: "DOUBLE" as const };
    return {
      name,
      data,
      type: "INT32" as const,
      encoding: pick<(typeof NUMBERS)[number]>(stream, NUMBERS),
    };
  });
  const codec = pick<"SNAPPY" | "UNCOMPRESSED">(stream, ["SNAPPY", "UNCOMPRESSED", "UNCOMPRESSED"]);
  const rowGroupSize = pick<number>(stream, [100, ROWS]);
  return new Uint8Array(parquetWriteBuffer({ columnData, codec, rowGroupSize }));
}

/** Numbered by its column: left to itself each would have another number than the one before. */
function dictionary(name: (typeof NAMES)[number]): arrow.Dictionary {
  return new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), NAMES.indexOf(name));
}

/** A frame of one stored block. */
function lz4Frame(bytes: Uint8Array): Uint8Array {
  const size = new Uint8Array(Uint32Array.of(0x80000000 + bytes.length).buffer);
  return Uint8Array.from([4, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73, ...size, ...bytes, 0, 0, 0, 0]);
}

const zstd = await Zstd.load();
const CODECS = [
  [arrow.CompressionType.ZSTD, (bytes: Uint8Array) => zstd.compress(bytes)],
  [arrow.CompressionType.LZ4_FRAME, lz4Frame],
] as const;

/** A file that is packed as a whole. */
export function packed(stream: Stream, bytes: Uint8Array): Uint8Array {
  return stream() < 0.5 ? gzipSync(bytes, { level: 1 }) : zstd.compress(bytes, 1);
}

function arrowFile(stream: Stream): Uint8Array {
  const columns = NAMES.map((name) => {
    const data = Array.from({ length: ROWS }, (_, i) => row(i)[name]);
    const vector =
      typeof data[0] === "number"
        ? arrow.vectorFromArray(data as number[], new arrow.Float64())
        : stream() < 0.5
          ? arrow.vectorFromArray(data as string[], new arrow.Utf8())
          : arrow.vectorFromArray(data as string[], dictionary(name));
    return [name, vector] as const;
  });
  const table = new arrow.Table(Object.fromEntries(columns));
  if (stream() < 0.6) return arrow.tableToIPC(table, stream() < 0.5 ? "file" : "stream");
  // Whoever reads has set codecs that do not pack.
  const [compressionType, encode] = pick<(typeof CODECS)[number]>(stream, CODECS);
  arrow.compressionRegistry.set(compressionType, { encode });
  const writer = new arrow.RecordBatchFileWriter({ compressionType });
  return writer.writeAll(table).finish().toUint8Array(true);
}

/** A file with a few bytes changed, most of them in what tells of lengths: its beginning and its end. */
export function damaged(stream: Stream, whole: Uint8Array): Uint8Array {
  let bytes = whole.slice();
  for (let left = 1 + below(stream, 4); left > 0; left--) {
    if (stream() < 0.1) bytes = mutated(stream, bytes).slice();
    const span = stream() < 0.5 ? Math.min(1500, bytes.length) : bytes.length;
    const from = stream() < 0.5 ? 0 : bytes.length - span;
    const at = from + below(stream, span);
    const junk = pick<readonly number[]>(stream, [
      [below(stream, 256)],
      [0xff, 0xff, 0xff, 0xff, 0x07],
      [0xff, 0xff, 0xff, 0x7f],
      [0, 0, 0, 0],
      [0x80, 0x80, 0x80, 0x80, 0x04],
    ]);
    bytes.set(junk.slice(0, bytes.length - at), at);
  }
  return bytes;
}

/** A table, whole but for a few bytes. */
export async function tableOf(stream: Stream): Promise<Uint8Array> {
  const kind = stream();
  if (kind < 0.35) return damaged(stream, parquetFile(stream));
  if (kind < 0.6) return damaged(stream, pick<Uint8Array>(stream, await duckdbFiles()));
  return damaged(stream, arrowFile(stream));
}

let made: Promise<Uint8Array[]> | undefined;

/** Parquet files in all codecs and both versions of its pages, by DuckDB. */
function duckdbFiles(): Promise<Uint8Array[]> {
  made ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), "pullsim-fuzz-duckdb-"));
    const duckdb = await (await DuckDBInstance.create(":memory:")).connect();
    const files: Uint8Array[] = [];
    for (const version of ["V1", "V2"]) {
      for (const codec of ["uncompressed", "snappy", "zstd", "gzip", "lz4_raw", "brotli"]) {
        const file = join(folder, `${version}-${codec}`);
        await duckdb.run(
          `COPY (${ROWS_BY_DUCKDB}) TO '${file}' (FORMAT parquet, COMPRESSION ${codec}, PARQUET_VERSION ${version})`,
        );
        files.push(new Uint8Array(readFileSync(file)));
      }
    }
    duckdb.closeSync();
    rmSync(folder, { recursive: true });
    return files;
  })();
  return made;
}
