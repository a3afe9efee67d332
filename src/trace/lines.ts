/** Cuts lines out of a stream of bytes, in bounded memory however long a line is. */

import { ByteQueue } from "./byte-queue.ts";

/** No line of a log is longer; what is, is dropped up to its end. */
export const MAX_LINE_BYTES = 1024 * 1024;
/** What is wrong with one that is. */
export const OVERLONG = "a line longer than 1 MiB";
/** Bytes that are decoded at once. */
const BLOCK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/** Receives the lines in order. Offsets are good until the call returns. */
export interface LineSink {
  /** A line without its end. `whole` is false for a last one that has no end. */
  line(text: string, byte: () => number, whole: boolean): void;
  /** There was a line of more than a mebibyte. */
  overlong(byte: number): void;
}

export class Lines {
  readonly #sink: LineSink;
  readonly #decoder = new TextDecoder();
  readonly #queue = new ByteQueue();
  /** Inside a line that is too long. */
  #dropping = false;
  #first = true;

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += BLOCK_BYTES) {
      this.#block(chunk.subarray(at, at + BLOCK_BYTES));
    }
  }

  end(): void {
    const { start, end } = this.#queue;
    if (!this.#dropping && end > start) this.#lines(end, false);
  }

  #block(block: Uint8Array): void {
    const queue = this.#queue;
    const waiting = queue.end - queue.start;
    const firstLine = block.indexOf(NEWLINE);
    queue.append(block);
    const firstLength = waiting + (firstLine < 0 ? block.length : firstLine);
    if (!this.#dropping && firstLength > MAX_LINE_BYTES) {
      this.#sink.overlong(queue.base);
      this.#dropping = true;
    }
    if (this.#dropping) {
      queue.consume(firstLine < 0 ? queue.end : queue.start + firstLength + 1);
      this.#dropping = firstLine < 0;
    }
    const last = block.lastIndexOf(NEWLINE);
    const end = queue.end - block.length + last + 1;
    if (last >= 0 && end > queue.start) this.#lines(end, true);
  }

  #lines(end: number, whole: boolean): void {
    const { bytes, start, base } = this.#queue;
    const lines = this.#decoder.decode(bytes.subarray(start, end)).split("\n");
    if (whole) lines.pop();
    this.#queue.consume(end);
    // The n-th line begins after the n-th newline; those asked for come in order.
    let line = 0;
    let at = start;
    for (let n = 0; n < lines.length; n++) {
      const byte = (): number => {
        for (; line < n; line++) at = bytes.indexOf(NEWLINE, at) + 1;
        return base + at - start;
      };
      this.#sink.line(this.#trimmed(lines[n]!), byte, whole);
    }
  }

  #trimmed(line: string): string {
    const from = this.#first && line.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.#first = false;
    return line.slice(from, line.endsWith("\r") ? -1 : undefined);
  }
}

/** A copy of a part of a line, which otherwise keeps its whole block in memory. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
