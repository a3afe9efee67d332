/** Typed arrays that grow. */

import type { Bytes } from "../units.ts";

type Numbers = Float64Array | Uint32Array;

interface ArrayType<A> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): A;
  new (buffer: SharedArrayBuffer, start?: number, length?: number): A;
}

/** Beyond so many entries a column is worth addresses of its own. */
const MANY = 1 << 16;
/** So many of them, which take no memory until they are written to. */
const ADDRESSES: Bytes = 2 ** 30;

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

/** A longer array with the same values at its beginning, in shared memory if they are. */
export function longer<A extends Numbers | Uint8Array>(values: A, room: number): A {
  const type = values.constructor as ArrayType<A>;
  const shared = values.buffer instanceof SharedArrayBuffer;
  const wider = shared ? sharedColumn(type, room) : new type(room);
  wider.set(values);
  return wider;
}

/**
 * As {@link longer}, for columns of any length: once it is long, the array is in shared memory, and
 * goes on there without a copy, into whatever its buffer holds behind it. What the buffer grows by is
 * 0, and takes no memory as long as nothing is written.
 */
export function lengthened<A extends Numbers>(values: A, room: number): A {
  const { buffer, byteOffset, BYTES_PER_ELEMENT } = values;
  const type = values.constructor as ArrayType<A>;
  const bytes = room * BYTES_PER_ELEMENT;
  if (room <= MANY || bytes > ADDRESSES) return longer(values, room);
  if (buffer instanceof SharedArrayBuffer && buffer.growable && byteOffset === 0) {
    if (bytes > buffer.byteLength) buffer.grow(bytes);
    return new type(buffer, 0, room);
  }
  const shared = addresses(bytes);
  if (!shared) return longer(values, room);
  const wider = new type(shared, 0, room);
  wider.set(values);
  return wider;
}

/** Undefined where a process has few of them, as under `ulimit -v`. */
function addresses(bytes: Bytes): SharedArrayBuffer | undefined {
  try {
    return new SharedArrayBuffer(bytes, { maxByteLength: ADDRESSES });
  } catch {
    return undefined;
  }
}

/** A typed array in shared memory, so that threads read it without a copy of their own. */
export function sharedColumn<A extends Numbers | Uint8Array>(
  type: ArrayType<A>,
  length: number,
): A {
  return new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));
}
