/** Bytes that came in chunks and are not dealt with yet, in one piece. */

/** Where a queue lies. */
export interface Room {
  /** All of it. Another array whenever there is more. */
  readonly bytes: Uint8Array;
  /** The index of a place for so many bytes; what was put into an earlier one stays there. */
  reserve(bytes: number): number;
}

const FIRST_BYTES = 128 * 1024;

export class ByteQueue {
  /** The bytes at hand are those from {@link start} to before {@link end}. */
  start: number;
  end: number;
  /** Offset, in the whole stream, of the byte at {@link start}. */
  base: number;
  readonly #room: Room;
  /** The place in the room. */
  #from: number;
  #to: number;

  /** A queue whose first byte will have that offset. */
  constructor(room: Room = new OwnRoom(), base = 0) {
    this.#room = room;
    this.#from = room.reserve(FIRST_BYTES);
    this.#to = this.#from + FIRST_BYTES;
    this.start = this.#from;
    this.end = this.#from;
    this.base = base;
  }

  get bytes(): Uint8Array {
    return this.#room.bytes;
  }

  /** Adds a chunk. Indices into {@link bytes} move down by the number returned. */
  append(chunk: Uint8Array): number {
    // Whoever asked for space has put it where it belongs.
    const there = chunk.buffer === this.bytes.buffer && chunk.byteOffset === this.end;
    const moved = there ? 0 : this.#widen(chunk.length);
    if (!there) this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    return moved;
  }

  /** Where the next chunk may be put, to be appended; and by how much indices move down for that. */
  space(bytes: number): { space: Uint8Array; moved: number } {
    const moved = this.#widen(bytes);
    return { space: this.bytes.subarray(this.end, this.end + bytes), moved };
  }

  /** Makes room for so many bytes more. Indices move down by the number returned. */
  #widen(more: number): number {
    if (this.end + more <= this.#to) return 0;
    const { start, end } = this;
    const needed = end - start + more;
    if (needed > this.#to - this.#from) {
      this.#from = this.#room.reserve(2 * needed);
      this.#to = this.#from + 2 * needed;
    }
    this.bytes.copyWithin(this.#from, start, end);
    this.start = this.#from;
    this.end = this.#from + end - start;
    return start - this.start;
  }

  /** Drops the bytes before an index. */
  consume(to: number): void {
    this.base += to - this.start;
    this.start = to;
  }
}

/** A room for one queue. */
class OwnRoom implements Room {
  bytes = new Uint8Array(0);

  reserve(bytes: number): number {
    const old = this.bytes;
    this.bytes = new Uint8Array(old.length + bytes);
    this.bytes.set(old);
    return old.length;
  }
}
