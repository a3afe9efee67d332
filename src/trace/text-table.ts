/** The texts of a field that come again and again: found by their bytes, decoded once. */

/** Forgets all when it is full: the names of uploads never come again, and there is no end of them. */
const MAX_TEXTS = 1 << 17;
const MAX_BYTES = 64 * 1024 * 1024;

/** ASCII texts in open addressing; each is the same string whenever it is asked for. */
export class TextTable {
  #bytes = new Uint8Array(64 * 1024);
  #used = 0;
  /** Entry i: where its bytes end, those of the one before being the beginning; its hash; itself. */
  #ends = new Uint32Array(1024);
  #hashes = new Int32Array(1024);
  #texts: string[] = [];
  /** Entry + 1 by hash; 0 for none. */
  #slots = new Uint32Array(4096);

  /** The text of the bytes from `from` to before `to`; equal ones should have equal hashes. */
  text(bytes: Uint8Array, from: number, to: number, hash: number): string {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]! - 1;
      if (entry < 0) return this.#add(bytes, from, to, hash);
      if (this.#hashes[entry] === hash && this.#equal(entry, bytes, from, to)) {
        return this.#texts[entry]!;
      }
    }
  }

  #equal(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = entry === 0 ? 0 : this.#ends[entry - 1]!;
    if (this.#ends[entry]! - start !== to - from) return false;
    const own = this.#bytes;
    for (let i = start, at = from; at < to; i++, at++) if (own[i] !== bytes[at]) return false;
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number): string {
    if (this.#texts.length === MAX_TEXTS || this.#used + to - from > MAX_BYTES) this.#forget();
    if (2 * this.#texts.length >= this.#slots.length) this.#widen();
    if (this.#used + to - from > this.#bytes.length) {
      const wider = new Uint8Array(2 * (this.#used + to - from));
      wider.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = wider;
    }
    this.#bytes.set(bytes.subarray(from, to), this.#used);
    this.#used += to - from;
    const entry = this.#texts.length;
    this.#ends[entry] = this.#used;
    this.#hashes[entry] = hash;
    const text = String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
    this.#texts.push(text);
    this.#place(entry);
    return text;
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[entry]! & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #widen(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length);
    const ends = new Uint32Array(this.#slots.length / 2);
    const hashes = new Int32Array(this.#slots.length / 2);
    ends.set(this.#ends.subarray(0, this.#texts.length));
    hashes.set(this.#hashes.subarray(0, this.#texts.length));
    this.#ends = ends;
    this.#hashes = hashes;
    for (let entry = 0; entry < this.#texts.length; entry++) this.#place(entry);
  }

  #forget(): void {
    this.#texts = [];
    this.#used = 0;
    this.#slots.fill(0);
  }
}
