/**
 * Checks what the pages of a Parquet column say of themselves before they are read: the reader takes
 * their counts at their word, and a wrong one would have it count for hours or run out of memory.
 */

/** What a page may unpack to: writers make them of 1 MiB. */
const MAX_PAGE_BYTES = 512 * 1024 * 1024;

/** Fields of a header of Thrift's compact protocol, of which only numbers and structs matter here. */
interface Header {
  readonly fields: ReadonlyMap<number, number | Header>;
  readonly end: number;
}

/** @throws {Error} when the pages of a column chunk cannot hold `rows` values. */
export function checkPages(chunk: DataView, rows: number): void {
  for (let at = 0; at < chunk.byteLength - 1; ) {
    const { fields, end } = header(chunk, at, 0);
    const unpacked = fields.get(2);
    const packed = fields.get(3);
    if (typeof unpacked !== "number" || typeof packed !== "number") {
      throw new Error("a page without a size");
    }
    if (packed < 0 || packed > chunk.byteLength - end)
      throw new Error("a page longer than its column");
    if (unpacked < 0 || unpacked > MAX_PAGE_BYTES) {
      throw new Error(`a page that unpacks to ${unpacked} bytes, more than 512 MiB`);
    }
    // A data page, a dictionary, and a data page of the second version.
    for (const id of [5, 7, 8]) {
      const page = fields.get(id);
      if (page === undefined) continue;
      const values = typeof page === "object" ? page.fields.get(1) : undefined;
      // A dictionary holds what it has in its bytes; a page of nulls or of one value needs none.
      const most = id === 7 ? Math.max(unpacked, 1) : rows;
      if (typeof values !== "number" || values < 0 || values > most) {
        throw new Error(`a page of ${String(values)} values in a group of ${rows} rows`);
      }
    }
    at = end + packed;
  }
}

/** @throws {RangeError} at the end of the bytes. */
function header(view: DataView, from: number, depth: number): Header {
  if (depth > 16) throw new Error("a page header nested beyond reason");
  const fields = new Map<number, number | Header>();
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
      case 2:
        return undefined;
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
    const value = element(byte & 15);
    if (value !== undefined) fields.set(id, value);
  }
}
