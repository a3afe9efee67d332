/** A limit to what a small file may unpack to: a file made to fill a disk or the memory is refused. */

import { TraceError } from "../errors.ts";
import type { Bytes } from "../units.ts";

/** Logs pack to a tenth or a fortieth; gzip cannot do better than to a thousandth. */
export const MAX_UNPACK = 250;
/** Below this the ratio does not matter. */
const FREE_BYTES: Bytes = 256 * 1024 * 1024;

/** How many times its size a file may unpack to: what the user has said (`--max-unpack`), or the usual. */
export function maxUnpack(): number {
  // In a browser there is no environment.
  const ratio = Number(globalThis.process?.env.PULLSIM_MAX_UNPACK);
  return ratio > 0 ? ratio : MAX_UNPACK;
}

/**
 * The same limit for a table, whose equal values take no room in its file: a cell of it is eight bytes.
 * @throws {TraceError} `BOMB`.
 */
export function checkCells(rows: number, columns: number, file: Bytes): void {
  const unpacked = 8 * rows * columns;
  const times = maxUnpack();
  if (unpacked <= FREE_BYTES || unpacked <= times * file) return;
  throw new TraceError(
    "BOMB",
    `${rows} rows are more than ${times} times its size; where that is meant, raise the limit: --max-unpack <times>`,
  );
}

export class UnpackLimit {
  readonly #path: string;
  readonly #ratio: number;
  #packed: Bytes = 0;
  #unpacked: Bytes = 0;

  constructor(path: string, ratio = maxUnpack()) {
    this.#path = path;
    this.#ratio = ratio;
  }

  /** So many bytes more of the file have been read. */
  read(bytes: Bytes): void {
    this.#packed += bytes;
  }

  /** So many bytes more came of them. @throws {TraceError} `BOMB` where that is too many. */
  unpacked(bytes: Bytes): void {
    this.#unpacked += bytes;
    if (this.#unpacked <= FREE_BYTES || this.#unpacked <= this.#ratio * this.#packed) return;
    throw new TraceError(
      "BOMB",
      `${this.#path}: byte ${this.#packed}: it unpacks to more than ${this.#ratio} times its size; where that is meant, raise the limit: --max-unpack <times>`,
    );
  }
}
