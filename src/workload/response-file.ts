/** Responses in a file: put there some at a time, read in any order. */

import type { Names } from "./names.ts";
import type { ScratchFile } from "./random-access.ts";
import type { Responses } from "./response-columns.ts";
import type { Rows } from "./trace-rows.ts";

const COLUMNS = ["ended", "duration", "object", "client", "repository", "host"] as const;

const NOTHING: ResponsePieces = { count: 0, firsts: [], starts: [] };

/** What is read of them; columns may be written to. */
export interface ResponseRows extends Responses {
  readonly count: number;
}

/** Where responses are in a file, as plain data. */
export interface ResponsePieces {
  readonly count: number;
  /** Of each piece: the number of its first response, and where its columns begin. */
  readonly firsts: readonly number[];
  readonly starts: readonly number[];
}

export class ResponseFile implements Rows<ResponseRows> {
  count: number;
  readonly #file: ScratchFile;
  readonly #firsts: number[];
  readonly #starts: number[];

  /** An empty one, or one of responses that are there already. */
  constructor(file: ScratchFile, { count, firsts, starts }: ResponsePieces = NOTHING) {
    this.count = count;
    this.#file = file;
    this.#firsts = [...firsts];
    this.#starts = [...starts];
  }

  get pieces(): ResponsePieces {
    return { count: this.count, firsts: this.#firsts, starts: this.#starts };
  }

  /** Puts them behind the others. */
  append(responses: Responses): void {
    const { length } = responses.ended;
    if (length === 0) return;
    this.#firsts.push(this.count);
    for (const column of COLUMNS) {
      const { buffer, byteOffset, byteLength } = responses[column];
      this.#starts.push(this.#file.write(new Uint8Array(buffer, byteOffset, byteLength)));
    }
    this.count += length;
  }

  read(from: number, to: number, spare?: ResponseRows): ResponseRows {
    const into = spare?.count === to - from ? spare : blank(to - from);
    for (let row = from, piece = this.#pieceOf(from); row < to; piece++) {
      const first = this.#firsts[piece]!;
      const end = Math.min(to, this.#firsts[piece + 1] ?? this.count);
      for (const [i, name] of COLUMNS.entries()) {
        const column = into[name].subarray(row - from, end - from);
        const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: width } = column;
        const start = this.#starts[COLUMNS.length * piece + i]! + width * (row - first);
        this.#file.read(new Uint8Array(buffer, byteOffset, byteLength), start);
      }
      row = end;
    }
    return into;
  }

  /** The last piece that does not begin after that row. */
  #pieceOf(row: number): number {
    let low = 0;
    let high = this.#firsts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#firsts[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function blank(count: number): ResponseRows {
  return {
    count,
    ended: new Float64Array(count),
    duration: new Float64Array(count),
    object: new Uint32Array(count),
    client: new Uint32Array(count),
    repository: new Uint32Array(count),
    host: new Uint32Array(count),
  };
}

/** Responses in memory, as they are in a file: each stretch is a copy. */
export function rowsInMemory(responses: Responses): Rows<ResponseRows> {
  return {
    count: responses.ended.length,
    read(from, to, spare) {
      const into = spare?.count === to - from ? spare : blank(to - from);
      for (const name of COLUMNS) into[name].set(responses[name].subarray(from, to));
      return into;
    },
  };
}

/** Responses in stretches, each of one reader, with the ids that all readers have in common. */
export class StretchedRows implements Rows<ResponseRows> {
  readonly count: number;
  readonly #stretches: readonly ResponseStretch[];

  constructor(stretches: readonly ResponseStretch[]) {
    this.#stretches = stretches;
    this.count = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  read(from: number, to: number, spare?: ResponseRows): ResponseRows {
    const into = spare?.count === to - from ? spare : blank(to - from);
    let first = 0;
    for (const stretch of this.#stretches) {
      const end = first + stretch.to - stretch.from;
      const [start, stop] = [Math.max(from, first), Math.min(to, end)];
      if (start < stop) {
        const offset = stretch.from - first;
        const rows = stretch.rows.read(start + offset, stop + offset);
        for (const name of ["ended", "duration"] as const) into[name].set(rows[name], start - from);
        for (const name of ["object", "client", "repository", "host"] as const) {
          const ids = stretch.ids[name];
          const [old, fresh] = [rows[name], into[name]];
          for (let i = 0; i < old.length; i++) fresh[start - from + i] = ids[old[i]!]!;
        }
      }
      first = end;
    }
    return into;
  }
}

/** Rows `from` to `to` − 1 of a reader. */
export interface ResponseStretch {
  readonly rows: Rows<ResponseRows>;
  readonly from: number;
  readonly to: number;
  /** By the reader's ids. */
  readonly ids: Readonly<Record<keyof Names, Uint32Array>>;
}
