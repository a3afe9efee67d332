/**
 * Checks what the messages of an Arrow file say of themselves before they are read: the reader takes
 * their counts at their word, and a wrong one would have it run out of memory.
 */

import type { Block } from "apache-arrow/fb/block";
import type { Field } from "apache-arrow/fb/field";
import { ByteBuffer } from "flatbuffers";
import type { RandomAccess } from "./format.ts";

const MAX_METADATA = 2 ** 24;
const MAX_FIELDS = 10_000;
const MAX_DEPTH = 16;
/** Each may be appended to the one before it. */
const MAX_DICTIONARIES = 10_000;
/** A record batch is held in memory as a whole. */
const MAX_ROWS = 16_000_000;
const MARK = 0xffffffff;

/** @throws {Error} for a message that cannot be as it says. */
export async function checkMessages(file: RandomAccess, isFile: boolean): Promise<void> {
  const { Message } = await import("apache-arrow/fb/message");
  const { MessageHeader } = await import("apache-arrow");
  const { RecordBatch } = await import("apache-arrow/fb/record-batch");
  const { DictionaryBatch } = await import("apache-arrow/fb/dictionary-batch");
  const { Schema } = await import("apache-arrow/fb/schema");
  const batches = new Set<number>();
  const dictionaries = new Set<number>();
  let at = isFile ? 8 : 0;
  for (;;) {
    const start = new DataView(await file.slice(at, at + 8));
    if (start.byteLength < 8) break;
    const length = start.getInt32(4, true);
    if (start.getUint32(0, true) !== MARK || length < 0 || length > MAX_METADATA) {
      throw new Error(`no message at byte ${at}`);
    }
    // The end of the stream; in a file, its footer comes next.
    if (length === 0) break;
    const bytes = new Uint8Array(await file.slice(at + 8, at + 8 + length));
    const message = Message.getRootAsMessage(new ByteBuffer(bytes));
    const type = message.headerType() as number;
    if (type === MessageHeader.Schema) checkSchema(message.header(new Schema()));
    else if (type !== MessageHeader.DictionaryBatch && type !== MessageHeader.RecordBatch) {
      // The reader would wait for what it knows where it stands.
      throw new Error(`a message of an unknown kind at byte ${at}`);
    } else {
      const isDictionary = type === MessageHeader.DictionaryBatch;
      (isDictionary ? dictionaries : batches).add(at);
      if (dictionaries.size > MAX_DICTIONARIES) throw new Error("too many dictionaries");
      const batch = isDictionary
        ? message.header(new DictionaryBatch())?.data()
        : message.header(new RecordBatch());
      const most = bytes.length / 8;
      if (!batch || batch.nodesLength() > most || batch.buffersLength() > most) {
        throw new Error(`a record batch of too many parts at byte ${at}`);
      }
      if (batch.length() < 0n || batch.length() > MAX_ROWS) {
        throw new Error(`a record batch of ${batch.length()} rows at byte ${at}`);
      }
    }
    const body = Number(message.bodyLength());
    if (body < 0 || body > file.bytes - at)
      throw new Error(`the file ends before the batch at byte ${at}`);
    at += 8 + length + body;
  }
  if (isFile) await checkFooter(file, batches, dictionaries);
}

/** A footer leads to each batch once: the reader would follow one that leads elsewhere for ever. */
async function checkFooter(
  file: RandomAccess,
  batches: Set<number>,
  dictionaries: Set<number>,
): Promise<void> {
  const { Footer } = await import("apache-arrow/fb/footer");
  const tail = 10;
  const length = new DataView(await file.slice(file.bytes - tail)).getInt32(0, true);
  if (length <= 0 || length > file.bytes - tail) throw new Error("it is cut off");
  const bytes = new Uint8Array(await file.slice(file.bytes - tail - length, file.bytes - tail));
  const footer = Footer.getRootAsFooter(new ByteBuffer(bytes));
  checkSchema(footer.schema());
  const most = bytes.length / 24;
  if (footer.recordBatchesLength() > most || footer.dictionariesLength() > most) {
    throw new Error("a footer of too many batches");
  }
  const lead = (blocks: number, block: (i: number) => Block | null, to: Set<number>): void => {
    for (let i = 0; i < blocks; i++) {
      if (!to.delete(Number(block(i)?.offset()))) throw new Error("a footer that leads nowhere");
    }
    if (to.size > 0) throw new Error(`a footer that leaves out ${to.size} batches`);
  };
  lead(footer.recordBatchesLength(), (i) => footer.recordBatches(i), batches);
  lead(footer.dictionariesLength(), (i) => footer.dictionaries(i), dictionaries);
}

interface Schema {
  fieldsLength(): number;
  fields(index: number): Field | null;
  customMetadataLength(): number;
}

function checkSchema(schema: Schema | null): void {
  if (!schema) throw new Error("no schema");
  let left = MAX_FIELDS;
  const count = (fields: number, metadata: number): void => {
    left -= fields;
    if (left < 0 || metadata > MAX_FIELDS) throw new Error("a schema of too many fields");
  };
  const check = (field: Field | null, depth: number): void => {
    if (!field) return;
    count(field.childrenLength(), field.customMetadataLength());
    if (depth > MAX_DEPTH) throw new Error("a schema nested beyond reason");
    for (let i = 0; i < field.childrenLength(); i++) check(field.children(i), depth + 1);
  };
  count(schema.fieldsLength(), schema.customMetadataLength());
  for (let i = 0; i < schema.fieldsLength(); i++) check(schema.fields(i), 0);
}
