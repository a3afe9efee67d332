/**
 * Checks what the pages of a Parquet column say of themselves before they are read: the reader takes
 * their counts at their word, and a wrong one would have it count for hours or run out of memory. Packed pages
 * are unpacked for that, one at a time.
 */

import { checkRuns, checkValues, type PageValues } from "./parquet-values.ts";

/** What a page may unpack to: writers make them of 1 MiB. */
const MAX_PAGE_BYTES = 512 * 1024 * 1024;

/** Fields of a header of Thrift's compact protocol, of which only numbers and structs matter here. */
type Fields = ReadonlyMap<number, number | Header | undefined>;
interface Header {
  readonly fields: Fields;
  readonly end: number;
}

const DICTIONARY = 2;
const DATA_2 = 3;
/** Where the header of a page of each type tells more. */
const HEADERS: Readonly<Record<number, number>> = { 0: 5, [DICTIONARY]: 7, [DATA_2]: 8 };

/** What the footer says of the column that a chunk belongs to. */
export interface PageColumn extends Pick<PageValues, "type" | "typeLength"> {
  /** Whether a value may be missing. */
  readonly optional: boolean;
  /** Unpacks a page to so many bytes; undefined where pages are not packed. */
  readonly unpack: ((bytes: Uint8Array, length: number) => Uint8Array) | undefined;
}

/** @throws {Error} when the pages of a column chunk do not hold `rows` values. */
export function checkPages(chunk: DataView, rows: number, column: PageColumn): void {
  let held = 0;
  for (let at = 0; at < chunk.byteLength - 1 && held < rows; ) {
    const { fields, end } = header(chunk, at, 0);
    const page = { unpacked: size(fields.get(2)), packed: size(fields.get(3)) };
    if (page.packed > chunk.byteLength - end) throw new Error("a page longer than its column");
    if (page.unpacked > MAX_PAGE_BYTES) {
      throw new Error(`a page that unpacks to ${page.unpacked} bytes, more than 512 MiB`);
    }
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset + end, page.packed);
    held += checkPage(fields, bytes, page.unpacked, rows, column);
    at = end + page.packed;
  }
  if (held !== rows) throw new Error(`pages of ${held} values in a group of ${rows} rows`);
}

/** @returns the rows that it holds. */
function checkPage(
  fields: Fields,
  bytes: Uint8Array,
  unpacked: number,
  rows: number,
  column: PageColumn,
): number {
  const type = fields.get(1) as number;
  const about = fields.get(HEADERS[type] ?? -1);
  if (typeof about !== "object") throw new Error(`a page of type ${type}`);
  const values = about.fields;
  const count = size(values.get(1));
  // A dictionary holds what it has in its bytes; a page of nulls or of one value needs none.
  const most = type === DICTIONARY ? Math.max(unpacked, 1) : rows;
  if (count > most) throw new Error(`a page of ${count} values in a group of ${rows} rows`);
  const { unpack } = column;
  if (type === DATA_2) {
    checkSecond(values, bytes, unpacked, count, column);
    return count;
  }
  const view = viewOf(unpack ? unpack(bytes, unpacked) : bytes);
  if (type === DICTIONARY) {
    checkValues(view, { ...column, count, encoding: 0 });
    return 0;
  }
  const levels = column.optional ? 4 + view.getUint32(0, true) : 0;
  if (levels > view.byteLength) throw new Error("levels longer than their page");
  const present = column.optional ? checkRuns(view, 4, 1, count) : count;
  const encoding = size(values.get(2));
  checkValues(viewOf(view, levels), { ...column, count: present, encoding });
  return count;
}

/** A data page of the second version: its levels are not packed, and it says how many are null. */
function checkSecond(
  values: Fields,
  bytes: Uint8Array,
  unpacked: number,
  count: number,
  column: PageColumn,
): void {
  const nulls = size(values.get(2));
  const levels = size(values.get(5));
  if (levels > bytes.length || levels > unpacked || size(values.get(6)) !== 0) {
    throw new Error("levels longer than their page");
  }
  const present = column.optional ? checkRuns(viewOf(bytes), 0, 1, count) : count;
  if (present !== count - nulls || (levels > 0 && !column.optional)) {
    throw new Error(`a page of ${nulls} nulls that has ${count - present}`);
  }
  const rest = bytes.subarray(levels);
  const isPacked = column.unpack && values.get(7) !== 0 && unpacked > levels;
  const view = viewOf(isPacked ? column.unpack(rest, unpacked - levels) : rest);
  checkValues(view, { ...column, count: present, encoding: size(values.get(4)) });
}

function viewOf({ buffer, byteOffset, byteLength }: ArrayBufferView, from = 0): DataView {
  return new DataView(buffer as ArrayBuffer, byteOffset + from, byteLength - from);
}

/** A count or length. */
function size(value: number | Header | undefined): number {
  if (typeof value === "number" && value >= 0 && value < 2 ** 31) return value;
  throw new Error("a page header without a size");
}

/** @throws {RangeError} at the end of the bytes. */
function header(view: DataView, from: number, depth: number): Header {
  if (depth > 16) throw new Error("a page header nested beyond reason");
  const fields = new Map<number, number | Header | undefined>();
  let at = from;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = view.getUint8(at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const zigzag = (): number => {
    const value = varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  const element = (type: number): number | Header | undefined => {
    switch (type) {
      case 1:
        return 1;
      case 2:
        return 0;
      case 3:
        return view.getInt8(at++);
      case 4:
      case 5:
      case 6:
        return zigzag();
      case 7:
        at += 8;
        return undefined;
      case 8:
        at += varint();
        return undefined;
      case 12: {
        const inner = header(view, at, depth + 1);
        at = inner.end;
        return inner;
      }
      default:
        throw new Error("a page header that cannot be read");
    }
  };
  for (let id = 0; ; ) {
    const byte = view.getUint8(at++);
    if (byte === 0) return { fields, end: at };
    id = byte >> 4 === 0 ? zigzag() : id + (byte >> 4);
    fields.set(id, element(byte & 15));
  }
}
