/**
 * Follows the frames of a zstd stream and refuses a window that no usual writer asks for: the decoder moves
 * its whole window for every block, and a file of a few bytes a block could keep it busy for hours.
 * Source: RFC 8878, sections 3.1.1 and 3.1.2.
 */

import type { Bytes } from "../units.ts";

/** As the zstd program has it; levels up to 19 take 8 MiB. */
const MAX_WINDOW: Bytes = 128 * 1024 * 1024;
const MAGIC = 0xfd2fb528;
/** The lowest four bits of the magic number of a frame to be skipped are free. */
const SKIPPABLE = 0x184d2a5;

export class ZstdWindows {
  /** What is awaited: as many bytes as `#wanted`, of which those in `#held` are there. */
  #next: "frame" | "header" | "size" | "block" = "frame";
  #wanted = 4;
  #held: number[] = [];
  /** Bytes before the next of interest. */
  #skip = 0;
  #checksum = 0;

  /** The next bytes of the stream. @throws {Error} for a frame with too large a window. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      const skipped = Math.min(this.#skip, chunk.length - at);
      this.#skip -= skipped;
      at += skipped;
      while (this.#held.length < this.#wanted && this.#skip === 0 && at < chunk.length) {
        this.#held.push(chunk[at++]!);
      }
      if (this.#held.length === this.#wanted && this.#skip === 0) this.#take();
    }
  }

  #take(): void {
    const bytes = this.#held;
    const number = littleEndian(bytes);
    switch (this.#next) {
      case "frame":
        if (number === MAGIC) this.#await("header", 1);
        else if (Math.floor(number / 16) === SKIPPABLE) this.#await("size", 4);
        // What this is, is for the decoder to say.
        else this.#skip = Number.POSITIVE_INFINITY;
        break;
      case "size":
        this.#await("frame", 4, number);
        break;
      case "header":
        this.#header(bytes);
        break;
      case "block": {
        const size = Math.floor(number / 8);
        const repeated = ((number >> 1) & 3) === 1;
        const skip = repeated ? 1 : size;
        if (number % 2 === 0) this.#await("block", 3, skip);
        else this.#await("frame", 4, skip + this.#checksum);
      }
    }
  }

  #header(bytes: readonly number[]): void {
    const flags = bytes[0]!;
    const single = (flags & 32) !== 0;
    const dictionary = [0, 1, 2, 4][flags & 3]!;
    const content = flags >> 6 === 0 ? Number(single) : 2 ** (flags >> 6);
    const length = 1 + Number(!single) + dictionary + content;
    if (bytes.length < length) {
      this.#wanted = length;
      return;
    }
    this.#checksum = flags & 4;
    const window = single ? littleEndian(bytes.slice(-content)) : windowOf(bytes[1]!);
    if (window > MAX_WINDOW) throw new Error(`a window of ${window} bytes, more than 128 MiB`);
    this.#await("block", 3);
  }

  #await(next: "frame" | "header" | "size" | "block", bytes: number, after = 0): void {
    this.#next = next;
    this.#wanted = bytes;
    this.#held = [];
    this.#skip = after;
  }
}

function windowOf(descriptor: number): Bytes {
  return 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);
}

function littleEndian(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
}
