/** The texts of a field that come again and again: found by their bytes, decoded once. */

/** Forgets all when it is full: the names of uploads never come again, and there is no end of them. */
const MAX_TEXTS = 1 << 17;
const MAX_BYTES = 64 * 1024 * 1024;

/** Numbers of a slot, side by side: the text's hash, where its bytes begin and end, its entry + 1. */
const SLOT = 4;

/** ASCII texts in open addressing; each is the same string whenever it is asked for. */
export class TextTable {
  readonly #decoder = new TextDecoder();
  #bytes = new Uint8Array(64 * 1024);
  #used = 0;
  #texts: string[] = [];
  #slots = new Int32Array(SLOT * 1024);

  /** The text of the bytes from `from` to before `to`; equal ones should have equal hashes. */
  text(bytes: Uint8Array, from: number, to: number, hash: number): string {
    const slots = this.#slots;
    const mask = slots.length - SLOT;
    for (let at = (SLOT * hash) & mask; ; at = (at + SLOT) & mask) {
      const entry = slots[at + 3]! - 1;
      if (entry < 0) return this.#add(bytes, from, to, hash);
      if (slots[at] === hash && this.#equal(slots[at + 1]!, slots[at + 2]!, bytes, from, to)) {
        return this.#texts[entry]!;
      }
    }
  }

  #equal(start: number, end: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (end - start !== to - from) return false;
    const own = this.#bytes;
    for (let i = start, at = from; at < to; i++, at++) if (own[i] !== bytes[at]) return false;
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number): string {
    if (this.#texts.length === MAX_TEXTS || this.#used + to - from > MAX_BYTES) this.#forget();
    if (2 * SLOT * this.#texts.length >= this.#slots.length) this.#widen();
    if (this.#used + to - from > this.#bytes.length) {
      const wider = new Uint8Array(2 * (this.#used + to - from));
      wider.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = wider;
    }
    const text = this.#decoder.decode(bytes.subarray(from, to));
    this.#bytes.set(bytes.subarray(from, to), this.#used);
    this.#texts.push(text);
    this.#place(hash, this.#used, this.#used + to - from, this.#texts.length);
    this.#used += to - from;
    return text;
  }

  #place(hash: number, start: number, end: number, entry: number): void {
    const slots = this.#slots;
    const mask = slots.length - SLOT;
    let at = (SLOT * hash) & mask;
    while (slots[at + 3] !== 0) at = (at + SLOT) & mask;
    slots[at] = hash;
    slots[at + 1] = start;
    slots[at + 2] = end;
    slots[at + 3] = entry;
  }

  #widen(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at + 3] !== 0) this.#place(old[at]!, old[at + 1]!, old[at + 2]!, old[at + 3]!);
    }
  }

  #forget(): void {
    this.#texts = [];
    this.#used = 0;
    this.#slots.fill(0);
  }
}
