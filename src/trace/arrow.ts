/**
 * Arrow files and streams (Feather, IPC) with named columns, read a record batch at a time. What
 * `pullsim convert` writes is a format of its own.
 */

import type { FromArg5 } from "apache-arrow/ipc/reader";
import { TraceError } from "../errors.ts";
import type { RandomAccess, TableFormat, TraceSink } from "./format.ts";
import { TableRows } from "./table-rows.ts";
import { checkCells } from "./unpack-limit.ts";

const FILE_MAGIC = "ARROW1";
/** A message of a stream begins with this mark and its length. */
const STREAM_MARK = 0xff;
const MAX_FIRST_MESSAGE = 2 ** 24;
const CHUNK_BYTES = 1024 * 1024;

export const arrow: TableFormat = {
  name: "arrow",
  summary: "Arrow or Feather with columns such as uri, method, status, size, duration, timestamp",
  example: "",
  matches: (text, head) => text.startsWith(FILE_MAGIC) || isStream(head),
  read,
};

function isStream(head: Uint8Array): boolean {
  if (head.length < 8 || head.subarray(0, 4).some((byte) => byte !== STREAM_MARK)) return false;
  const length = new DataView(head.buffer, head.byteOffset).getInt32(4, true);
  return length > 0 && length < MAX_FIRST_MESSAGE;
}

async function read(file: RandomAccess, sink: TraceSink): Promise<void> {
  const { RecordBatchReader, Type } = await import("apache-arrow");
  const { nextBatch, useCodecs } = await import("./arrow-codecs.ts");
  const { checkMessages } = await import("./arrow-messages.ts");
  await useCodecs();
  const head = new Uint8Array(await file.slice(0, FILE_MAGIC.length));
  const isFile = new TextDecoder().decode(head) === FILE_MAGIC;
  await checkMessages(file, isFile);
  const progress = { byte: 0 };
  const reader = isFile
    ? await RecordBatchReader.from(handle(file, progress))
    : await RecordBatchReader.from(chunks(file, progress));
  await reader.open();
  const { fields } = reader.schema;
  const rows = new TableRows(
    fields.map(({ name, type }) => ({ name, milliseconds: type.typeId === Type.Timestamp })),
    sink,
  );
  const row: unknown[] = new Array(fields.length);
  let read = 0;
  for await (const batch of reader) {
    const { byte } = progress;
    read += batch.numRows;
    checkCells(read, rows.needed.length, file.bytes);
    const columns = rows.needed.map((column) => [column, batch.getChildAt(column)!] as const);
    for (let i = 0; i < batch.numRows; i++) {
      for (const [column, values] of columns) row[column] = values.get(i);
      rows.row(row, byte);
    }
    nextBatch();
  }
  rows.end();
}

async function* chunks(file: RandomAccess, progress: { byte: number }): AsyncGenerator<Uint8Array> {
  while (progress.byte < file.bytes) {
    const chunk = new Uint8Array(await file.slice(progress.byte, progress.byte + CHUNK_BYTES));
    if (chunk.length === 0) return;
    progress.byte += chunk.length;
    yield chunk;
  }
}

/** What Arrow takes for a handle of Node's. */
function handle(file: RandomAccess, progress: { byte: number }) {
  return {
    fd: 0,
    stat: async () => ({ size: file.bytes }),
    async read(buffer: Uint8Array, offset: number, length: number, position: number) {
      const bytes = new Uint8Array(await file.slice(position, position + length));
      if (bytes.length === 0 && length > 0) throw new TraceError("CORRUPT", "it is cut off");
      buffer.set(bytes, offset);
      progress.byte = position;
      return { bytesRead: bytes.length, buffer };
    },
    close: async () => {},
  } as unknown as FromArg5;
}
