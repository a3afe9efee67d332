/** Bytes that came in chunks and are not dealt with yet, in one piece. */

export class ByteQueue {
  /** The bytes at hand are those from {@link start} to before {@link end}. */
  bytes = new Uint8Array(128 * 1024);
  start = 0;
  end = 0;
  /** Offset, in the whole stream, of the byte at {@link start}. */
  base = 0;

  /** Adds a chunk. Indices into {@link bytes} move down by the number returned. */
  append(chunk: Uint8Array): number {
    let moved = 0;
    if (this.end + chunk.length > this.bytes.length) {
      const kept = this.end - this.start;
      const needed = kept + chunk.length;
      const into = needed > this.bytes.length ? new Uint8Array(2 * needed) : this.bytes;
      into.set(this.bytes.subarray(this.start, this.end));
      moved = this.start;
      this.bytes = into;
      this.start = 0;
      this.end = kept;
    }
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    return moved;
  }

  /** Drops the bytes before an index. */
  consume(to: number): void {
    this.base += to - this.start;
    this.start = to;
  }
}
