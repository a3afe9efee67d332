/**
 * Parquet files with named columns, such as cacheMon's edition of the IBM traces; read a row group at
 * a time, from a file only: what is in one stands at its end.
 */

import type {
  AsyncBuffer,
  Compressors,
  FileMetaData,
  ParquetType,
  RowGroup,
  SchemaElement,
} from "hyparquet";
import { TraceError } from "../errors.ts";
import type { RandomAccess, TableFormat, TraceSink } from "./format.ts";
import { type TableColumn, TableRows } from "./table-rows.ts";
import { checkCells } from "./unpack-limit.ts";

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
  const { unzstd } = await import("./unzstd.ts");
  const buffer: AsyncBuffer = { byteLength: file.bytes, slice: (from, to) => file.slice(from, to) };
  const unpackers: Compressors = { ...compressors, ZSTD: unzstd };
  // An index of the pages could lead to some that were not checked.
  const options = {
    file: buffer,
    parsers: PARSERS,
    compressors: unpackers,
    useOffsetIndex: false,
  };
  const metadata = await parquetMetadataAsync(buffer, { parsers: PARSERS });
  const columns = columnsOf(metadata);
  const rows = new TableRows(columns, sink);
  const needed = rows.needed.map((column) => columns[column]!);
  const names = needed.map(({ name }) => name);
  let all = 0;
  for (const { num_rows } of metadata.row_groups) {
    all += Number(num_rows);
    checkCells(all, needed.length, file.bytes);
    if (num_rows < 0n || num_rows > MAX_GROUP_ROWS) {
      throw new TraceError("CORRUPT", `a row group of ${num_rows} rows cannot be read`);
    }
  }
  for (const { byte, rowStart, rowEnd, group } of groupsOf(metadata)) {
    if (rowStart === rowEnd) continue;
    for (const { element } of needed) await checkColumn(file, group, element, unpackers);
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

interface ScalarColumn extends TableColumn {
  readonly element: SchemaElement;
}

/** The columns of single values, at the top of the schema. */
function columnsOf({ schema }: FileMetaData): ScalarColumn[] {
  const columns: ScalarColumn[] = [];
  for (let i = 1; i < schema.length; i += 1 + descendants(schema, i)) {
    const element = schema[i]!;
    const { name, num_children, repetition_type, converted_type, logical_type } = element;
    if (num_children || repetition_type === "REPEATED") continue;
    const milliseconds =
      logical_type?.type === "TIMESTAMP" || (converted_type?.startsWith("TIMESTAMP_") ?? false);
    columns.push({ name, milliseconds, element });
  }
  return columns;
}

function descendants(schema: readonly SchemaElement[], of: number): number {
  let count = 0;
  for (let left = schema[of]?.num_children ?? 0; left > 0 && of + count < schema.length; left--) {
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

/** @throws {Error} when the pages of a column are not what they say. */
async function checkColumn(
  file: RandomAccess,
  { columns, num_rows }: RowGroup,
  { name, repetition_type, type_length = 0 }: SchemaElement,
  unpackers: Compressors,
): Promise<void> {
  const { checkPages } = await import("./parquet-pages.ts");
  for (const { meta_data } of columns) {
    if (!meta_data || meta_data.path_in_schema[0] !== name) continue;
    const { dictionary_page_offset, data_page_offset, total_compressed_size, codec } = meta_data;
    const unpack = unpackers[codec];
    if (codec !== "UNCOMPRESSED" && !unpack) throw new Error(`its pages are packed with ${codec}`);
    const from = Number(dictionary_page_offset || data_page_offset);
    const chunk = await file.slice(from, from + Number(total_compressed_size));
    checkPages(new DataView(chunk), Number(num_rows), {
      type: meta_data.type as ParquetType,
      typeLength: type_length,
      optional: repetition_type !== "REQUIRED",
      unpack: codec === "UNCOMPRESSED" ? undefined : unpack,
    });
  }
}
