/** Numbers ids anew from 0, by first appearance. */

import { Column } from "./column.ts";

export class Numbering {
  /** New id + 1 by old id; 0 for none yet. */
  #renamed = new Uint32Array(1024);
  /** The old id of each new one. */
  readonly old = new Column(Uint32Array);

  idOf(old: number): number {
    if (old >= this.#renamed.length) {
      const longer = new Uint32Array(2 * old);
      longer.set(this.#renamed);
      this.#renamed = longer;
    }
    const known = this.#renamed[old]!;
    if (known > 0) return known - 1;
    this.old.push(old);
    this.#renamed[old] = this.old.length;
    return this.old.length - 1;
  }

  /** Puts the new id in the place of each; the same column. */
  renumber(ids: Uint32Array): Uint32Array {
    for (let i = 0; i < ids.length; i++) {
      const old = ids[i]!;
      const id = this.idOf(old);
      // Zeros that were never written take no memory.
      if (id !== old) ids[i] = id;
    }
    return ids;
  }
}
