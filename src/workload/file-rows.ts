/** Rows that stand in a file, as columns, a number of rows at a time. */

import type { ManifestGets, Requests } from "../request.ts";
import type { StreamedRequests } from "../streamed-workload.ts";
import type { Seconds } from "../units.ts";
import type { Names } from "./names.ts";
import type { RandomAccess } from "./random-access.ts";
import { COLUMNS, type ColumnName } from "./trace-columns.ts";
import type { Rows } from "./trace-rows.ts";

/** Where the rows are: plain data. */
export interface RowLayout {
  readonly count: number;
  /** Rows of each stretch but the last. */
  readonly rows: number;
  /** Where the columns begin, stretch by stretch, in the order of {@link COLUMNS}. */
  readonly starts: Float64Array;
  /** Ids are below these. */
  readonly distinct: Readonly<Record<keyof Names, number>>;
}

/** Says that the file is not what it should be. */
export type Refuse = (problem: string) => Error;

/** One column after the other, each checked as it is read. */
export class FileRows {
  readonly #file: RandomAccess;
  readonly #layout: RowLayout;
  readonly #refuse: Refuse;
  /** The row after the last that was read in order, and when the one before it arrived. */
  #next = 0;
  #time: Seconds = Number.NEGATIVE_INFINITY;

  constructor(file: RandomAccess, layout: RowLayout, refuse: Refuse) {
    this.#file = file;
    this.#layout = layout;
    this.#refuse = refuse;
  }

  /** Fills `into` with the values of rows from `from` on. */
  fill(column: ColumnName, from: number, into: Float64Array | Uint32Array): void {
    const { rows, starts } = this.#layout;
    const width = into.BYTES_PER_ELEMENT;
    for (let done = 0; done < into.length; ) {
      const stretch = Math.floor((from + done) / rows);
      const inside = from + done - stretch * rows;
      const length = Math.min(into.length - done, rows - inside);
      const bytes = new Uint8Array(into.buffer, into.byteOffset + width * done, width * length);
      const start = starts[stretch * COLUMNS.length + COLUMNS.indexOf(column)]!;
      this.#file.read(bytes, start + width * inside);
      done += length;
    }
  }

  /** Arrivals, which ascend. */
  times(from: number, into: Float64Array): void {
    this.fill("arrival", from, into);
    let before = from === this.#next ? this.#time : Number.NEGATIVE_INFINITY;
    for (let i = 0; i < into.length; i++) {
      if (!(into[i]! >= before)) throw this.#refuse(`row ${from + i} is out of order`);
      before = into[i]!;
    }
    this.#next = from + into.length;
    this.#time = before;
  }

  /** Ids, each below the number of what they stand for. */
  ids(column: keyof Names | "opens", from: number, into: Uint32Array): void {
    this.fill(column, from, into);
    const below = column === "opens" ? 2 : this.#layout.distinct[column];
    for (let i = 0; i < into.length; i++) {
      if (into[i]! >= below) throw this.#refuse(`row ${from + i} has no such ${column}`);
    }
  }

  /** When that row arrived. */
  timeOf(row: number): Seconds {
    const [time] = this.#one("arrival", row);
    return time!;
  }

  #one(column: ColumnName, row: number): Float64Array {
    const value = new Float64Array(1);
    this.fill(column, row, value);
    return value;
  }
}

/** Requests in a file. */
export class FileRequests implements StreamedRequests, Rows<Requests> {
  readonly count: number;
  readonly #rows: FileRows;
  #hasDurations: boolean | undefined;

  constructor(file: RandomAccess, layout: RowLayout, refuse: Refuse) {
    this.count = layout.count;
    this.#rows = new FileRows(file, layout, refuse);
  }

  get span(): Seconds {
    return this.count > 0 ? this.arrivalOf(this.count - 1) : 0;
  }

  get hasDurations(): boolean {
    this.#hasDurations ??= this.#findDuration();
    return this.#hasDurations;
  }

  arrivalOf(request: number): Seconds {
    return this.#rows.timeOf(request);
  }

  read(from: number, to: number, spare?: Requests): Requests {
    const into = spare?.count === to - from ? spare : blankRequests(to - from);
    const rows = this.#rows;
    rows.times(from, into.arrival);
    rows.fill("duration", from, into.duration);
    for (const column of ["object", "client", "repository", "host"] as const) {
      rows.ids(column, from, into[column]);
    }
    rows.ids("opens", from, into.opens!);
    return into;
  }

  #findDuration(): boolean {
    const stretch = new Float64Array(STRETCH);
    for (let from = 0; from < this.count; from += STRETCH) {
      const part = stretch.subarray(0, Math.min(STRETCH, this.count - from));
      this.#rows.fill("duration", from, part);
      if (part.some((seconds) => seconds > 0)) return true;
    }
    return false;
  }
}

/** GETs of manifests in a file. */
export class FileManifests implements Rows<ManifestGets> {
  readonly count: number;
  readonly #rows: FileRows;

  constructor(file: RandomAccess, layout: RowLayout, refuse: Refuse) {
    this.count = layout.count;
    this.#rows = new FileRows(file, layout, refuse);
  }

  read(from: number, to: number, spare?: ManifestGets): ManifestGets {
    const into = spare?.count === to - from ? spare : blankManifests(to - from);
    this.#rows.times(from, into.arrival);
    for (const column of ["client", "repository", "host"] as const) {
      this.#rows.ids(column, from, into[column]);
    }
    return into;
  }
}

/**
 * The size of each object, from those of the first requests for it; objects are numbered as they appear.
 * `objects` of the requests are read where they are not at hand.
 */
export function sizesOf(
  file: RandomAccess,
  layout: RowLayout,
  refuse: Refuse,
  objects?: Uint32Array,
): Float64Array<SharedArrayBuffer> {
  const rows = new FileRows(file, layout, refuse);
  const sizes = new Float64Array(new SharedArrayBuffer(8 * layout.distinct.object));
  const room = new Uint32Array(STRETCH);
  const stretch = new Float64Array(STRETCH);
  let known = 0;
  for (let from = 0; from < layout.count; from += STRETCH) {
    const length = Math.min(STRETCH, layout.count - from);
    const asked = objects?.subarray(from, from + length) ?? room.subarray(0, length);
    if (!objects) rows.ids("object", from, asked);
    let i = 0;
    while (i < length && asked[i]! < known) i++;
    if (i === length) continue;
    rows.fill("size", from, stretch.subarray(0, length));
    for (; i < length; i++) {
      if (asked[i]! < known) continue;
      if (asked[i]! > known) throw refuse(`row ${from + i} has an object before its turn`);
      sizes[known++] = stretch[i]!;
    }
  }
  return new Float64Array(sizes.buffer, 0, known);
}

/** Columns of so many requests, in shared memory. */
export function blankRequests(count: number): Requests {
  return {
    ...blankManifests(count),
    object: blankIds(count),
    duration: blankFloats(count),
    opens: blankIds(count),
  };
}

/** Columns of so many GETs of manifests, in shared memory. */
export function blankManifests(count: number): ManifestGets {
  return {
    count,
    arrival: blankFloats(count),
    client: blankIds(count),
    repository: blankIds(count),
    host: blankIds(count),
  };
}

function blankFloats(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * count));
}

function blankIds(count: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * count));
}

/** Rows that are read at once where one column is gone through. */
const STRETCH = 1 << 16;
