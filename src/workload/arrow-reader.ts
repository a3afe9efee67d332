/** Reads a converted trace: each column straight into shared memory of its own. */

import { Message } from "apache-arrow";
import { Footer } from "apache-arrow/ipc/metadata/file";
import { TraceError } from "../errors.ts";
import type { Requests } from "../request.ts";
import {
  COLUMNS,
  CONVERTED_FORMAT,
  type ConvertedHeader,
  type ConvertedTrace,
  HEADER_KEY,
  MAGIC,
} from "./converted-trace.ts";

/** A file whose bytes can be read in any order. */
export interface RandomAccess {
  readonly name: string;
  readonly bytes: number;
  /** Fills `into` with the bytes from `at` on, all of which must be there. */
  read(into: Uint8Array, at: number): void;
}

/** Requests whose sizes are read at once. */
const STRIDE = 1 << 17;

/**
 * The trace in an Arrow file; undefined for one that pullsim has not written.
 * @throws {TraceError} `ARROW` for a file that is cut off or broken.
 */
export function readConverted(file: RandomAccess): ConvertedTrace | undefined {
  try {
    const footer = readFooter(file);
    const text = footer.schema.metadata.get(HEADER_KEY);
    return text === undefined ? undefined : traceIn(file, footer, JSON.parse(text));
  } catch (error) {
    if (error instanceof TraceError) throw error;
    throw broken(file, `its metadata cannot be read (${(error as Error).message})`);
  }
}

function readFooter(file: RandomAccess): Footer {
  const tail = 4 + MAGIC.length;
  const end = new Uint8Array(tail);
  if (file.bytes < 2 * tail) throw broken(file, "it is cut off");
  file.read(end, file.bytes - tail);
  const length = new DataView(end.buffer).getInt32(0, true);
  const closed = new TextDecoder().decode(end.subarray(4)) === MAGIC;
  if (!closed || length <= 0 || length > file.bytes - tail) throw broken(file, "it is cut off");
  const bytes = new Uint8Array(length);
  file.read(bytes, file.bytes - tail - length);
  return Footer.decode(bytes);
}

function traceIn(file: RandomAccess, footer: Footer, header: ConvertedHeader): ConvertedTrace {
  if (header.format !== CONVERTED_FORMAT) {
    throw broken(
      file,
      `it has the layout ${header.format}, not ${CONVERTED_FORMAT}: convert again`,
    );
  }
  const { name, objects, began, census, distinct, requests: count } = header;
  const regions = regionsOf(file, footer, count);
  const column = <A extends Float64Array | Uint32Array>(
    type: { new (buffer: SharedArrayBuffer): A; readonly BYTES_PER_ELEMENT: number },
    place: number,
  ): A => {
    const values = new type(new SharedArrayBuffer(count * type.BYTES_PER_ELEMENT));
    const { at, length } = regions[place]!;
    if (length !== values.byteLength) throw broken(file, "a column has another length");
    file.read(new Uint8Array(values.buffer), at);
    return values;
  };
  const arrival = column(Float64Array, COLUMNS.indexOf("arrival"));
  const ids = (of: "object" | "client" | "repository" | "host"): Uint32Array => {
    const values = column(Uint32Array, COLUMNS.indexOf(of));
    for (let i = 0; i < count; i++) {
      if (values[i]! >= distinct[of]) throw broken(file, `request ${i} has no ${of}`);
    }
    return values;
  };
  for (let i = 1; i < count; i++) {
    if (!(arrival[i]! >= arrival[i - 1]!)) throw broken(file, `request ${i} is out of order`);
  }
  const requests: Requests = {
    count,
    arrival,
    object: ids("object"),
    duration: column(Float64Array, COLUMNS.indexOf("duration")),
    client: ids("client"),
    repository: ids("repository"),
    host: ids("host"),
    opens: column(Uint32Array, COLUMNS.indexOf("opens")),
  };
  const sizes = sizesOf(file, regions[COLUMNS.length]!, requests.object, distinct.object);
  return {
    workload: { name, requests, sizes },
    census,
    objects,
    began,
    mix: { mix: header.mix, statuses: header.statuses },
  };
}

interface Region {
  readonly at: number;
  readonly length: number;
}

/** Where the values of each column stand in the file. */
function regionsOf(file: RandomAccess, footer: Footer, requests: number): readonly Region[] {
  const block = footer.getRecordBatch(0);
  if (!block || footer.numRecordBatches !== 1) throw broken(file, "it is not one record batch");
  const { offset, metaDataLength, bodyLength } = block;
  if (offset + metaDataLength + bodyLength > file.bytes) throw broken(file, "it is cut off");
  const bytes = new Uint8Array(metaDataLength);
  file.read(bytes, offset);
  // A mark of four bytes and the length come first.
  const message = Message.decode(bytes.subarray(8));
  if (!message.isRecordBatch()) throw broken(file, "it has no record batch");
  const { buffers, length } = message.header();
  // Two buffers a column: which values are null, and the values.
  if (length !== requests || buffers.length !== 2 * (COLUMNS.length + 1)) {
    throw broken(file, "its columns are not those of a converted trace");
  }
  return Array.from({ length: COLUMNS.length + 1 }, (_, i) => {
    const region = buffers[2 * i + 1]!;
    const used = region.offset + region.length;
    if (used > bodyLength) throw broken(file, "a column goes on after its end");
    return { at: offset + metaDataLength + region.offset, length: region.length };
  });
}

/** The size of each object, from those of the requests for it. */
function sizesOf(file: RandomAccess, region: Region, objects: Uint32Array, distinct: number) {
  if (region.length !== 8 * objects.length) throw broken(file, "a column has another length");
  const sizes = new Float64Array(new SharedArrayBuffer(8 * distinct));
  const piece = new Float64Array(Math.min(STRIDE, objects.length));
  for (let from = 0; from < objects.length; from += STRIDE) {
    const part = piece.subarray(0, Math.min(STRIDE, objects.length - from));
    file.read(new Uint8Array(part.buffer, 0, part.byteLength), region.at + 8 * from);
    for (let i = 0; i < part.length; i++) sizes[objects[from + i]!] = part[i]!;
  }
  return sizes;
}

function broken(file: RandomAccess, problem: string): TraceError {
  return new TraceError("ARROW", `${file.name}: not a whole converted trace: ${problem}`);
}
