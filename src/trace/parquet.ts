/**
 * Parquet files with named columns, such as cacheMon's edition of the IBM traces; read a row group at
 * a time, from a file only: what is in one stands at its end.
 */

import type { AsyncBuffer, FileMetaData, RowGroup, SchemaElement } from "hyparquet";
import { TraceError } from "../errors.ts";
import type { RandomAccess, TableFormat, TraceSink } from "./format.ts";
import { checkPages } from "./parquet-pages.ts";
import { type TableColumn, TableRows } from "./table-rows.ts";

const MAGIC = "PAR1";
/** A row group is held in memory as a whole; writers make them of 0.1 to 1 million rows. */
const MAX_GROUP_ROWS = 16_000_000;

export const parquet: TableFormat = {
  name: "parquet",
  summary: "Parquet with columns such as uri, method, status, size, duration, timestamp",
  example: "",
  matches: (text) => text.startsWith(MAGIC),
  read,
};

async function read(file: RandomAccess, sink: TraceSink): Promise<void> {
  const { parquetMetadataAsync, parquetScan } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const buffer: AsyncBuffer = { byteLength: file.bytes, slice: (from, to) => file.slice(from, to) };
  const options = { file: buffer, parsers: PARSERS, compressors };
  const metadata = await parquetMetadataAsync(buffer, { parsers: PARSERS });
  const columns = columnsOf(metadata);
  const rows = new TableRows(columns, sink);
  const names = rows.needed.map((column) => columns[column]!.name);
  for (const { num_rows } of metadata.row_groups) {
    if (num_rows > MAX_GROUP_ROWS) {
      throw new TraceError("CORRUPT", `a row group of ${num_rows} rows is too large to be read`);
    }
  }
  for (const { byte, rowStart, rowEnd, group } of groupsOf(metadata)) {
    if (rowStart === rowEnd) continue;
    await checkGroup(file, group, names);
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

function groupsOf({ row_groups }: FileMetaData) {
  let rowEnd = 0;
  return row_groups.map((group) => {
    const rowStart = rowEnd;
    rowEnd += Number(group.num_rows);
    const byte = Number(group.columns[0]?.meta_data?.data_page_offset ?? 0);
    return { byte, rowStart, rowEnd, group };
  });
}

/** @throws {Error} when the pages of a needed column are not what they say. */
async function checkGroup(
  file: RandomAccess,
  { columns, num_rows }: RowGroup,
  names: readonly string[],
): Promise<void> {
  for (const { meta_data } of columns) {
    if (!meta_data || !names.includes(meta_data.path_in_schema[0]!)) continue;
    const { dictionary_page_offset, data_page_offset, total_compressed_size } = meta_data;
    const from = Number(dictionary_page_offset || data_page_offset);
    const chunk = await file.slice(from, from + Number(total_compressed_size));
    checkPages(new DataView(chunk), Number(num_rows));
  }
}
