/** Reads a converted trace: each column straight into shared memory of its own. */

import { Message } from "apache-arrow";
import type { Field } from "apache-arrow/fb/field";
import { Footer as RawFooter } from "apache-arrow/fb/footer";
import { Message as RawMessage } from "apache-arrow/fb/message";
import { RecordBatch as RawRecordBatch } from "apache-arrow/fb/record-batch";
import { Footer } from "apache-arrow/ipc/metadata/file";
import { ByteBuffer } from "flatbuffers";
import { TraceError } from "../errors.ts";
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
/** Columns are filled up to a whole number of so many bytes. */
const PADDING = 64;
/** Of bytes before a message: a mark, and its length. */
const PREFIX = 8;

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
  checkFooter(file, bytes);
  return Footer.decode(bytes);
}

function traceIn(file: RandomAccess, footer: Footer, header: ConvertedHeader): ConvertedTrace {
  const { format, name, objects, began, census, distinct, mix, statuses } = header;
  if (format !== CONVERTED_FORMAT) {
    throw broken(file, `it has the layout ${format}, not ${CONVERTED_FORMAT}: convert again`);
  }
  const requests = new Batch(file, footer, 0, header.requests);
  const manifests = new Batch(file, footer, 1, header.manifests);
  const object = requests.ids("object", distinct.object);
  return {
    workload: {
      name,
      requests: {
        count: requests.count,
        arrival: requests.times(),
        object,
        duration: requests.floats("duration"),
        client: requests.ids("client", distinct.client),
        repository: requests.ids("repository", distinct.repository),
        host: requests.ids("host", distinct.host),
        opens: requests.ids("opens", 2),
      },
      manifests: {
        count: manifests.count,
        arrival: manifests.times(),
        client: manifests.ids("client", distinct.client),
        repository: manifests.ids("repository", distinct.repository),
        host: manifests.ids("host", distinct.host),
      },
      sizes: requests.sizes(object, distinct.object),
    },
    census,
    objects,
    began,
    mix: { mix, statuses },
  };
}

/** One record batch of the file. */
class Batch {
  readonly count: number;
  readonly #file: RandomAccess;
  /** Where the values of each column begin, and how many bytes they are. */
  readonly #regions: readonly { readonly at: number; readonly length: number }[];

  constructor(file: RandomAccess, footer: Footer, index: number, count: number) {
    this.#file = file;
    this.count = count;
    const block = footer.getRecordBatch(index);
    if (!block) throw broken(file, "a record batch is missing");
    const { offset, metaDataLength, bodyLength } = block;
    const body = offset + metaDataLength;
    if (!(offset >= 0 && metaDataLength > PREFIX && body + bodyLength <= file.bytes)) {
      throw broken(file, "it is cut off");
    }
    const bytes = new Uint8Array(metaDataLength);
    file.read(bytes, offset);
    checkMessage(file, bytes.subarray(PREFIX));
    const message = Message.decode(bytes.subarray(PREFIX));
    if (!message.isRecordBatch()) throw broken(file, "a record batch is missing");
    // Two buffers a column: which values are there, and the values.
    const { buffers, length } = message.header();
    if (length !== count || buffers.length !== 2 * COLUMNS.length) {
      throw broken(file, "its columns are not those of a converted trace");
    }
    this.#regions = COLUMNS.map((_, i) => {
      const region = buffers[2 * i + 1]!;
      if (!(region.offset >= 0 && region.offset + region.length <= bodyLength)) {
        throw broken(file, "a column goes on after its end");
      }
      return { at: body + region.offset, length: region.length };
    });
  }

  floats(column: (typeof COLUMNS)[number]): Float64Array {
    const values = new Float64Array(new SharedArrayBuffer(this.#bytesOf(column, 8)));
    this.#file.read(new Uint8Array(values.buffer), this.#at(column));
    return values;
  }

  /** Arrivals, which ascend. */
  times(): Float64Array {
    const times = this.floats("arrival");
    for (let i = 1; i < times.length; i++) {
      if (!(times[i]! >= times[i - 1]!)) throw broken(this.#file, `row ${i} is out of order`);
    }
    return times;
  }

  /** Ids, all below a number. */
  ids(column: (typeof COLUMNS)[number], below: number): Uint32Array {
    const ids = new Uint32Array(new SharedArrayBuffer(this.#bytesOf(column, 4)));
    this.#file.read(new Uint8Array(ids.buffer), this.#at(column));
    for (let i = 0; i < ids.length; i++) {
      if (ids[i]! >= below) throw broken(this.#file, `row ${i} has no such ${column}`);
    }
    return ids;
  }

  /** The size of each object, from those of the requests for it. */
  sizes(objects: Uint32Array, distinct: number): Float64Array {
    this.#bytesOf("size", 8);
    const sizes = new Float64Array(new SharedArrayBuffer(8 * distinct));
    const piece = new Float64Array(Math.min(STRIDE, objects.length));
    for (let from = 0; from < objects.length; from += STRIDE) {
      const part = piece.subarray(0, Math.min(STRIDE, objects.length - from));
      this.#file.read(new Uint8Array(part.buffer, 0, part.byteLength), this.#at("size") + 8 * from);
      for (let i = 0; i < part.length; i++) sizes[objects[from + i]!] = part[i]!;
    }
    return sizes;
  }

  #at(column: (typeof COLUMNS)[number]): number {
    return this.#regions[COLUMNS.indexOf(column)]!.at;
  }

  /** @throws {TraceError} where the column has another length than its values. */
  #bytesOf(column: (typeof COLUMNS)[number], width: number): number {
    const bytes = width * this.count;
    const over = this.#regions[COLUMNS.indexOf(column)]!.length - bytes;
    if (!(over >= 0 && over < PADDING)) {
      throw broken(this.#file, `column ${column} has another length`);
    }
    return bytes;
  }
}

function broken(file: RandomAccess, problem: string): TraceError {
  return new TraceError("ARROW", `${file.name}: not a whole converted trace: ${problem}`);
}

/** Arrow believes the lengths of lists, and would make room for as many as a broken file claims. */
function checkFooter(file: RandomAccess, bytes: Uint8Array): void {
  const believable = (length: number): void => {
    if (!(4 * length <= bytes.length)) throw broken(file, "its metadata claims too much");
  };
  const footer = RawFooter.getRootAsFooter(new ByteBuffer(bytes));
  believable(footer.recordBatchesLength());
  believable(footer.dictionariesLength());
  believable(footer.customMetadataLength());
  const schema = footer.schema();
  if (!schema) throw broken(file, "it has no schema");
  believable(schema.customMetadataLength());
  believable(schema.featuresLength());
  believable(schema.fieldsLength());
  const checkField = (field: Field | null, depth: number): void => {
    if (!field || depth > 16) throw broken(file, "its schema is broken");
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
    throw broken(file, "its metadata claims too much");
  }
}
