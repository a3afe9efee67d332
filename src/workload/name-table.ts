/** Names as dense integers from 0, in order of first appearance. */
export class NameTable {
  readonly #ids = new Map<string, number>();

  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(name, id);
    return id;
  }

  /** By id. */
  names(): string[] {
    return [...this.#ids.keys()];
  }
}
