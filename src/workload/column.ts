/** A typed array that grows. */

type Numbers = Float64Array | Uint32Array;

interface ArrayType<A> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): A;
  new (buffer: SharedArrayBuffer, offset?: number, length?: number): A;
}

export class Column<A extends Numbers> {
  #values: A;
  #length = 0;

  constructor(type: new (length: number) => A, room = 1024) {
    this.#values = new type(room);
  }

  /** A column of these values, which it takes over. */
  static of<A extends Numbers>(values: A): Column<A> {
    const column = new Column(values.constructor as new (length: number) => A, 0);
    column.#values = values;
    column.#length = values.length;
    return column;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      this.#values = longer(this.#values, Math.max(1024, 2 * this.#length));
    }
    this.#values[this.#length++] = value;
  }

  get length(): number {
    return this.#length;
  }

  get(index: number): number {
    return this.#values[index]!;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  /** The values so far; a view, not a copy. */
  values(): A {
    return this.#values.subarray(0, this.#length) as A;
  }
}

/** Bytes from which on a column gets address space to grow in, and how much: the most that V8 gives. */
const LARGE = 2 ** 20;
const RESERVED = 2 ** 32;

/**
 * A longer array with the same values at its beginning, in shared memory if they are, or if they are
 * many: of these a longer one takes no copy, and memory only where it is written.
 */
export function longer<A extends Numbers | Uint8Array>(values: A, room: number): A {
  const type = values.constructor as ArrayType<A>;
  const { buffer } = values;
  const shared = buffer instanceof SharedArrayBuffer;
  const bytes = room * type.BYTES_PER_ELEMENT;
  if (shared && buffer.growable && bytes <= RESERVED) {
    buffer.grow(bytes);
    return new type(buffer, 0, room);
  }
  const wider =
    bytes >= LARGE && bytes <= RESERVED
      ? new type(new SharedArrayBuffer(bytes, { maxByteLength: RESERVED }), 0, room)
      : shared
        ? sharedColumn(type, room)
        : new type(room);
  wider.set(values);
  return wider;
}

/** A typed array in shared memory, so that threads read it without a copy of their own. */
export function sharedColumn<A extends Numbers | Uint8Array>(
  type: ArrayType<A>,
  length: number,
): A {
  return new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));
}
