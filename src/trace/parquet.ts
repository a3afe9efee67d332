/**
 * Parquet files with named columns, such as cacheMon's edition of the IBM traces; read a row group at
 * a time, from a file only: what is in one stands at its end.
 */

import type { AsyncBuffer, FileMetaData, SchemaElement } from "hyparquet";
import { TraceError } from "../errors.ts";
import type { RandomAccess, TableFormat, TraceSink } from "./format.ts";
import { type TableColumn, TableRows } from "./table-rows.ts";

const MAGIC = "PAR1";
/** A row group is held in memory as a whole; writers make them of 0.1 to 1 million rows. */
const MAX_GROUP_ROWS = 16_000_000;
/** What a page may unpack to: writers make them of 1 MiB. */
const MAX_PAGE_BYTES = 512 * 1024 * 1024;

export const parquet: TableFormat = {
  name: "parquet",
  summary: "Parquet with columns such as uri, method, status, size, duration, timestamp",
  example: "",
  matches: (text) => text.startsWith(MAGIC),
  read,
};

async function read(file: RandomAccess, sink: TraceSink): Promise<void> {
  const { parquetMetadataAsync, parquetScan } = await import("hyparquet");
  const buffer: AsyncBuffer = { byteLength: file.bytes, slice: (from, to) => file.slice(from, to) };
  const options = { file: buffer, parsers: PARSERS, compressors: await limitedCompressors() };
  const metadata = await parquetMetadataAsync(buffer, { parsers: PARSERS });
  const columns = columnsOf(metadata);
  const rows = new TableRows(columns, sink);
  const names = rows.needed.map((column) => columns[column]!.name);
  for (const { num_rows } of metadata.row_groups) {
    if (num_rows > MAX_GROUP_ROWS) {
      throw new TraceError("CORRUPT", `a row group of ${num_rows} rows is too large to be read`);
    }
  }
  const starts = groupStarts(metadata);
  for (const { byte, rowStart, rowEnd } of starts) {
    if (rowStart === rowEnd) continue;
    // A scan keeps the last range of each column: one a group lets the group go.
    const scan = await parquetScan({ ...options, metadata, columns: names, rowStart, rowEnd });
    const values = await Promise.all(
      names.map((column) => scan.readColumn({ column, rowStart, rowEnd })),
    );
    const row: unknown[] = new Array(columns.length);
    for (let i = 0; i < rowEnd - rowStart; i++) {
      for (const [k, column] of rows.needed.entries()) row[column] = values[k]![i];
      rows.row(row, byte);
    }
  }
  rows.end();
}

/** Times stay numbers, with what is below a millisecond. */
const PARSERS = {
  timestampFromMilliseconds: (time: bigint) => Number(time),
  timestampFromMicroseconds: (time: bigint) => Number(time) / 1e3,
  timestampFromNanoseconds: (time: bigint) => Number(time) / 1e6,
};

async function limitedCompressors() {
  const { compressors } = await import("hyparquet-compressors");
  return Object.fromEntries(
    Object.entries(compressors).map(([name, unpack]) => [
      name,
      (input: Uint8Array, length: number) => {
        if (length > MAX_PAGE_BYTES) {
          throw new TraceError("CORRUPT", `a page unpacks to ${length} bytes, more than 512 MiB`);
        }
        return unpack!(input, length);
      },
    ]),
  );
}

/** The columns at the top of the schema. */
function columnsOf({ schema }: FileMetaData): TableColumn[] {
  const columns: TableColumn[] = [];
  for (let i = 1; i < schema.length; i += 1 + descendants(schema, i)) {
    const { name, converted_type, logical_type } = schema[i]!;
    const milliseconds =
      logical_type?.type === "TIMESTAMP" || (converted_type?.startsWith("TIMESTAMP_") ?? false);
    columns.push({ name, milliseconds });
  }
  return columns;
}

function descendants(schema: readonly SchemaElement[], of: number): number {
  let count = 0;
  for (let left = schema[of]?.num_children ?? 0; left > 0; left--) {
    count += 1 + descendants(schema, of + count + 1);
  }
  return count;
}

function groupStarts({ row_groups }: FileMetaData) {
  let rowEnd = 0;
  return row_groups.map(({ num_rows, columns }) => {
    const rowStart = rowEnd;
    rowEnd += Number(num_rows);
    return { byte: Number(columns[0]?.meta_data?.data_page_offset ?? 0), rowStart, rowEnd };
  });
}
