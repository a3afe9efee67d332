/** From the numbers that a reader has for texts to those of a table of names. */

import type { NameTable } from "./name-table.ts";

export class TextIds {
  readonly #names: NameTable;
  /** By the reader's number: ours + 1; 0 where it has not come yet. */
  #ids = new Uint32Array(1024);

  constructor(names: NameTable) {
    this.#names = names;
  }

  /** The id of a text, which is asked for the first time that its number comes. */
  of(number: number, texts: readonly string[]): number {
    const known = this.#ids[number];
    if (known) return known - 1;
    if (number >= this.#ids.length) {
      const longer = new Uint32Array(2 * number);
      longer.set(this.#ids);
      this.#ids = longer;
    }
    const id = this.#names.idOf(texts[number]!);
    this.#ids[number] = id + 1;
    return id;
  }

  /** The reader's numbers begin anew. */
  forget(): void {
    this.#ids.fill(0);
  }
}
