/** Finds the columns of a converted trace in its file. */

import { Message } from "apache-arrow";
import type { Field } from "apache-arrow/fb/field";
import { Footer as RawFooter } from "apache-arrow/fb/footer";
import { Message as RawMessage } from "apache-arrow/fb/message";
import { RecordBatch as RawRecordBatch } from "apache-arrow/fb/record-batch";
import { Footer } from "apache-arrow/ipc/metadata/file";
import { ByteBuffer } from "flatbuffers";
import { TraceError } from "../errors.ts";
import { ConvertedFile } from "./converted-file.ts";
import {
  brokenTrace,
  CONVERTED_FORMAT,
  type ConvertedHeader,
  HEADER_KEY,
  MAGIC,
  TWO_BATCHES,
} from "./converted-trace.ts";
import type { RowLayout } from "./file-rows.ts";
import type { RandomAccess } from "./random-access.ts";
import { BATCH_ROWS, COLUMNS, OF_REQUESTS_ONLY } from "./trace-columns.ts";

/** Columns are filled up to a whole number of so many bytes. */
const PADDING = 64;
/** Of bytes before a message: a mark, and its length. */
const PREFIX = 8;
const WIDTHS: readonly number[] = COLUMNS.map((column) =>
  ["arrival", "duration", "size"].includes(column) ? 8 : 4,
);

/**
 * The trace in an Arrow file; undefined for one that pullsim has not written.
 * @throws {TraceError} `ARROW` for a file that is cut off or broken.
 */
export function readConverted(file: RandomAccess): ConvertedFile | undefined {
  try {
    const footer = readFooter(file);
    const text = footer.schema.metadata.get(HEADER_KEY);
    return text === undefined ? undefined : traceIn(file, footer, JSON.parse(text));
  } catch (error) {
    if (error instanceof TraceError) throw error;
    throw brokenTrace(file.name, `its metadata cannot be read (${(error as Error).message})`);
  }
}

function readFooter(file: RandomAccess): Footer {
  const tail = 4 + MAGIC.length;
  const end = new Uint8Array(tail);
  if (file.bytes < 2 * tail) throw brokenTrace(file.name, "it is cut off");
  file.read(end, file.bytes - tail);
  const length = new DataView(end.buffer).getInt32(0, true);
  const closed = new TextDecoder().decode(end.subarray(4)) === MAGIC;
  if (!closed || length <= 0 || length > file.bytes - tail)
    throw brokenTrace(file.name, "it is cut off");
  const bytes = new Uint8Array(length);
  file.read(bytes, file.bytes - tail - length);
  checkFooter(file, bytes);
  return Footer.decode(bytes);
}

function traceIn(file: RandomAccess, footer: Footer, header: ConvertedHeader): ConvertedFile {
  const { format, requests, manifests, distinct } = header;
  if (format !== CONVERTED_FORMAT && format !== TWO_BATCHES) {
    throw brokenTrace(
      file.name,
      `it has the layout ${format}, not ${CONVERTED_FORMAT}: convert again`,
    );
  }
  checkHeader(file, header);
  const layoutOf = (count: number, batch: number, unused: readonly string[]): RowLayout => {
    const rows = format === TWO_BATCHES ? Math.max(1, count) : BATCH_ROWS;
    const batches = format === TWO_BATCHES ? 1 : Math.ceil(count / rows);
    if (batch + batches > footer.numRecordBatches)
      throw brokenTrace(file.name, "a record batch is missing");
    const starts = new Float64Array(batches * COLUMNS.length);
    for (let b = 0; b < batches; b++) {
      const length = Math.min(rows, count - b * rows);
      starts.set(startsIn(file, footer, batch + b, length, unused), b * COLUMNS.length);
    }
    return { count, rows, starts, distinct };
  };
  const first = layoutOf(requests, 0, []);
  const second = layoutOf(manifests, first.starts.length / COLUMNS.length, OF_REQUESTS_ONLY);
  return new ConvertedFile(file, header, first, second, (problem) =>
    brokenTrace(file.name, problem),
  );
}

/** What is there later on must be there now: whoever looks at it then does not expect any less. */
function checkHeader(file: RandomAccess, header: ConvertedHeader): void {
  const { name, objects, requests, manifests, began, census, mix, statuses } = header;
  const { object, client, repository, host } = header.distinct;
  const counts = [requests, manifests, object, client, repository, host, census.records];
  const sound =
    [name, objects].every((text) => typeof text === "string") &&
    counts.every((count) => Number.isSafeInteger(count) && count >= 0) &&
    [census.skipped, mix, statuses].every((each) => typeof each === "object" && each !== null) &&
    // Each of them is asked for.
    object <= requests &&
    Number.isFinite(began);
  if (!sound) throw brokenTrace(file.name, "its metadata cannot be read");
}

/** Where the values of each column of a record batch of so many rows begin. */
function startsIn(
  file: RandomAccess,
  footer: Footer,
  index: number,
  rows: number,
  unused: readonly string[],
): number[] {
  const block = footer.getRecordBatch(index);
  if (!block) throw brokenTrace(file.name, "a record batch is missing");
  const { offset, metaDataLength, bodyLength } = block;
  const body = offset + metaDataLength;
  if (!(offset >= 0 && metaDataLength > PREFIX && body + bodyLength <= file.bytes)) {
    throw brokenTrace(file.name, "it is cut off");
  }
  const bytes = new Uint8Array(metaDataLength);
  file.read(bytes, offset);
  checkMessage(file, bytes.subarray(PREFIX));
  const message = Message.decode(bytes.subarray(PREFIX));
  if (!message.isRecordBatch()) throw brokenTrace(file.name, "a record batch is missing");
  // Two buffers a column: which values are there, and the values.
  const { buffers, length } = message.header();
  if (length !== rows || buffers.length !== 2 * COLUMNS.length) {
    throw brokenTrace(file.name, "its columns are not those of a converted trace");
  }
  return COLUMNS.map((column, i) => {
    const region = buffers[2 * i + 1]!;
    if (!(region.offset >= 0 && region.offset + region.length <= bodyLength)) {
      throw brokenTrace(file.name, "a column goes on after its end");
    }
    const over = region.length - WIDTHS[i]! * rows;
    if (!unused.includes(column) && !(over >= 0 && over < PADDING)) {
      throw brokenTrace(file.name, `column ${column} has another length`);
    }
    return body + region.offset;
  });
}

/** Arrow believes the lengths of lists, and would make room for as many as a broken file claims. */
function checkFooter(file: RandomAccess, bytes: Uint8Array): void {
  const believable = (length: number): void => {
    if (!(4 * length <= bytes.length)) throw brokenTrace(file.name, "its metadata claims too much");
  };
  const footer = RawFooter.getRootAsFooter(new ByteBuffer(bytes));
  believable(footer.recordBatchesLength());
  believable(footer.dictionariesLength());
  believable(footer.customMetadataLength());
  const schema = footer.schema();
  if (!schema) throw brokenTrace(file.name, "it has no schema");
  believable(schema.customMetadataLength());
  believable(schema.featuresLength());
  believable(schema.fieldsLength());
  const checkField = (field: Field | null, depth: number): void => {
    if (!field || depth > 16) throw brokenTrace(file.name, "its schema is broken");
    believable(field.customMetadataLength());
    believable(field.childrenLength());
    for (let i = 0; i < field.childrenLength(); i++) checkField(field.children(i), depth + 1);
  };
  for (let i = 0; i < schema.fieldsLength(); i++) checkField(schema.fields(i), 0);
}

function checkMessage(file: RandomAccess, bytes: Uint8Array): void {
  const message = RawMessage.getRootAsMessage(new ByteBuffer(bytes));
  const batch = message.header(new RawRecordBatch()) as RawRecordBatch | null;
  const lengths = [
    message.customMetadataLength(),
    batch?.nodesLength() ?? 0,
    batch?.buffersLength() ?? 0,
    batch?.variadicBufferCountsLength() ?? 0,
  ];
  if (lengths.some((length) => !(4 * length <= bytes.length))) {
    throw brokenTrace(file.name, "its metadata claims too much");
  }
}
