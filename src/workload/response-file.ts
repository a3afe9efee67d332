/** Responses in a file: put there some at a time, read in any order. */

import type { Responses } from "./response-columns.ts";
import type { ScratchFile } from "./row-spill.ts";
import type { Rows } from "./trace-rows.ts";

const COLUMNS = ["ended", "duration", "object", "client", "repository", "host"] as const;

/** What is read of them; columns may be written to. */
export interface ResponseRows extends Responses {
  readonly count: number;
}

export class ResponseFile implements Rows<ResponseRows> {
  count = 0;
  readonly #file: ScratchFile;
  /** Of each piece: the number of its first response, and where its columns begin. */
  readonly #firsts: number[] = [];
  readonly #starts: number[] = [];

  constructor(file: ScratchFile) {
    this.#file = file;
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
