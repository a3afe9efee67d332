/** A typed array that grows. */

type Numbers = Float64Array | Uint32Array;

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

/** A longer array with the same values at its beginning. */
export function longer<A extends Numbers | Uint8Array>(values: A, room: number): A {
  const wider = new (values.constructor as new (length: number) => A)(room);
  wider.set(values);
  return wider;
}
