/**
 * Checks the values of a Parquet page before they are decoded: runs, levels and lengths inside a page are
 * taken at their word by the reader, and a few bytes could have it fill the memory or count for hours.
 * Takes a time that grows with the page's bytes and values. Source: parquet-format, Encodings.md.
 */

/** What a page holds, and how. */
export interface PageValues {
  /** Values, nulls among them. */
  readonly count: number;
  /** The page's `encoding`. */
  readonly encoding: number;
  readonly type: ParquetType;
  /** Bytes of a value of a fixed length. */
  readonly typeLength: number;
}

export type ParquetType =
  | "BOOLEAN"
  | "INT32"
  | "INT64"
  | "INT96"
  | "FLOAT"
  | "DOUBLE"
  | "BYTE_ARRAY"
  | "FIXED_LEN_BYTE_ARRAY";

const PLAIN = 0;
const PLAIN_DICTIONARY = 2;
const RLE = 3;
const DELTA_BINARY_PACKED = 5;
const DELTA_LENGTH_BYTE_ARRAY = 6;
const DELTA_BYTE_ARRAY = 7;
const RLE_DICTIONARY = 8;
const BYTE_STREAM_SPLIT = 9;

const WIDTHS: Readonly<Record<ParquetType, number>> = {
  BOOLEAN: 1 / 8,
  INT32: 4,
  INT64: 8,
  INT96: 12,
  FLOAT: 4,
  DOUBLE: 8,
  // At least its length.
  BYTE_ARRAY: 4,
  FIXED_LEN_BYTE_ARRAY: 0,
};
/** Values of a block of differences; writers make them of 128 to 1024. */
const MAX_BLOCK = 1 << 20;
/** What texts that repeat the beginnings of those before them may come to, a page. */
const MAX_TEXT_BYTES = 512 * 1024 * 1024;

/** @throws {Error} when the values of a page, from its first byte on, cannot be what it says. */
export function checkValues(
  page: DataView,
  { count, encoding, type, typeLength }: PageValues,
): void {
  if (count === 0) return;
  switch (encoding) {
    case PLAIN:
    case BYTE_STREAM_SPLIT: {
      const width = type === "FIXED_LEN_BYTE_ARRAY" ? Math.max(1, typeLength) : WIDTHS[type];
      if (!(width * count <= page.byteLength)) {
        throw new Error(`a page of ${count} values in ${page.byteLength} bytes`);
      }
      break;
    }
    case RLE:
      if (type === "BOOLEAN") checkRuns(page, 4, 1, count);
      // Of anything else it is read as indices.
      else checkIndices(page, count);
      break;
    case PLAIN_DICTIONARY:
    case RLE_DICTIONARY:
      checkIndices(page, count);
      break;
    case DELTA_BINARY_PACKED:
    case DELTA_LENGTH_BYTE_ARRAY:
      new Deltas(page).header();
      break;
    case DELTA_BYTE_ARRAY:
      checkPrefixes(page, count);
      break;
    default:
      throw new Error(`values in encoding ${encoding}, which is not known here`);
  }
}

function checkIndices(page: DataView, count: number): void {
  const width = page.getUint8(0);
  if (width > 32) throw new Error(`indices of ${width} bits`);
  checkRuns(page, 1, width, count);
}

/**
 * Runs of equal values and groups of eight from a byte on, until there are `count` values.
 * @returns how many of them are 1.
 * @throws {Error} where they are not that many.
 */
export function checkRuns(page: DataView, from: number, width: number, count: number): number {
  const reader = new Varints(page, from);
  const bytes = Math.ceil(width / 8);
  let ones = 0;
  for (let left = count; left > 0; ) {
    const head = reader.varint();
    const run = Math.floor(head / 2);
    if (head % 2 === 0) {
      if (run > left) throw new Error(`a run of ${run} values where ${left} are left`);
      if (bytes > 0 && isOne(page, reader.at, bytes)) ones += run;
      reader.at += bytes;
      left -= run;
      continue;
    }
    const end = reader.at + run * width;
    if (run === 0 || end > page.byteLength || (width === 0 && run * 8 > left + 7)) {
      throw new Error(`${run} packed groups where ${left} values are left`);
    }
    if (width === 1) ones += onesIn(page, reader.at, Math.min(run * 8, left));
    reader.at = end;
    left -= Math.min(run * 8, left);
  }
  return ones;
}

function isOne(page: DataView, at: number, bytes: number): boolean {
  let rest = 0;
  for (let i = 1; i < bytes; i++) rest |= page.getUint8(at + i);
  return page.getUint8(at) === 1 && rest === 0;
}

function onesIn(page: DataView, from: number, count: number): number {
  let ones = 0;
  for (let i = 0; i < count; i++) ones += (page.getUint8(from + (i >> 3)) >> (i & 7)) & 1;
  return ones;
}

/** A text is so many bytes of the one before it, and what follows. */
function checkPrefixes(page: DataView, count: number): void {
  const deltas = new Deltas(page);
  const prefixes = deltas.values(count);
  const suffixes = deltas.values(count);
  let [length, sum] = [0, 0];
  for (const [i, prefix] of prefixes.entries()) {
    const suffix = suffixes[i]!;
    if (prefix < 0 || prefix > length || suffix < 0) throw new Error("a text of no length");
    length = prefix + suffix;
    sum += length;
  }
  if (sum > MAX_TEXT_BYTES) throw new Error(`a page of ${sum} bytes of text, more than 512 MiB`);
}

/** Numbers as the reader reads them: 32 bits. */
class Varints {
  readonly view: DataView;
  at: number;

  constructor(view: DataView, at: number) {
    this.view = view;
    this.at = at;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 28; scale *= 128) {
      const byte = this.view.getUint8(this.at++);
      value += (byte & 127) * scale;
      if (byte < 128 && value < 2 ** 31) return value;
    }
    throw new Error("a number beyond 31 bits");
  }

  /** Skips a number of up to 64 bits, and gives its lowest 32. */
  zigzag(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.view.getUint8(this.at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(32, (value >> 1n) ^ -(value & 1n)));
    }
    throw new Error("a number beyond 64 bits");
  }
}

/** Whole numbers as differences in blocks of packed groups. */
class Deltas extends Varints {
  constructor(view: DataView) {
    super(view, 0);
  }

  /** How many groups a block has, of how many values, and the first value. */
  header(): { groups: number; size: number; first: number } {
    const block = this.varint();
    const groups = this.varint();
    this.varint();
    const size = block / groups;
    if (block === 0 || block > MAX_BLOCK || !Number.isInteger(size) || size % 8 !== 0) {
      throw new Error(`differences in ${groups} groups a block of ${block}`);
    }
    return { groups, size, first: this.zigzag() };
  }

  values(count: number): Int32Array {
    const { groups, size, first } = this.header();
    const values = new Int32Array(count);
    let value = first;
    values[0] = value;
    for (let n = 1; n < count; ) {
      const least = this.zigzag();
      const widths = this.at;
      this.at += groups;
      for (let group = 0; group < groups && n < count; group++) {
        const width = this.view.getUint8(widths + group);
        for (let bit = 0, last = Math.min(count, n + size); n < last; n++, bit += width) {
          value = (value + least + this.#bits(bit, width)) | 0;
          values[n] = value;
        }
        this.at += (size * width) / 8;
      }
    }
    return values;
  }

  /** The lowest 32 of so many bits. */
  #bits(from: number, width: number): number {
    let bits = 0;
    for (let i = 0; i < Math.min(width, 32); i++) {
      const bit = from + i;
      bits |= ((this.view.getUint8(this.at + (bit >> 3)) >> (bit & 7)) & 1) << i;
    }
    return bits;
  }
}
