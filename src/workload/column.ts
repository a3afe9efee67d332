/** A typed array that grows. */

type Numbers = Float64Array | Uint32Array;

export class Column<A extends Numbers> {
  readonly #type: new (
    length: number,
  ) => A;
  #values: A;
  #length = 0;

  /** Room for so many values is made beforehand. */
  constructor(type: new (length: number) => A, room = 1024) {
    this.#type = type;
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
      const wider = new this.#type(Math.max(1024, 2 * this.#length));
      wider.set(this.#values);
      this.#values = wider;
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

  /** Keeps the values at those places, which ascend, and no other. */
  keep(places: Uint32Array): void {
    const values = this.#values;
    for (let i = 0; i < places.length; i++) values[i] = values[places[i]!]!;
    this.#length = places.length;
  }

  /** The values so far; a view, not a copy. */
  values(): A {
    return this.#values.subarray(0, this.#length) as A;
  }
}
