/**
 * Reads JSON values from bytes in the plain forms that logs have, without `JSON.parse`. Whatever is
 * not in such a form is refused, and is for `JSON.parse` to judge. Strings are passed over four bytes
 * at a time.
 */

import type { TextTable } from "./text-table.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const POINT = 0x2e;
const ZERO = 0x30;

const decoder = new TextDecoder();

/** A quotient of such a number and one of these powers is what `JSON.parse` makes of the decimal. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => 10 ** i);

/** A longer text is refused: it is no name that comes again. */
const MAX_TEXT = 1024;

/** Further than this behind {@link ValueReader.to} nothing is looked at, but the rest of a number. */
export const LOOK_AHEAD = 64;

export class ValueReader {
  /** Index of the next byte. Not meaningful after a refusal. */
  at = 0;
  /** Index after the last byte that may belong to a value. */
  to = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #words: DataView = new DataView(new ArrayBuffer(0));
  /** The day of the last time, as its ten bytes and in milliseconds since 1970. */
  readonly #day = new Uint8Array(10);
  #dayStart = Number.NaN;

  /** Reads what is between two indices of these bytes, which must go on for {@link LOOK_AHEAD}. */
  open(bytes: Uint8Array, from: number, to: number): void {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.at = from;
    this.to = to;
  }

  /**
   * Passes over bytes that must be these: the words, each four bytes, of which the last may overlap
   * the one before; fewer than four bytes are `short`. False when they are others.
   */
  skip(words: Int32Array, short: Uint8Array, length: number): boolean {
    const { at } = this;
    if (at + length > this.to) return false;
    const last = words.length - 1;
    for (let i = 0; i < last; i++) {
      if (this.#words.getInt32(at + 4 * i, true) !== words[i]) return false;
    }
    if (last >= 0 && this.#words.getInt32(at + length - 4, true) !== words[last]) return false;
    for (let i = 0; i < short.length; i++) if (this.#bytes[at + i] !== short[i]) return false;
    this.at = at + length;
    return true;
  }

  /** Reads a number without sign and exponent. NaN when it is refused. */
  number(): number {
    const bytes = this.#bytes;
    const start = this.at;
    let at = start;
    let value = 0;
    let digit = bytes[at]! - ZERO;
    for (; digit >= 0 && digit <= 9; digit = bytes[++at]! - ZERO) value = 10 * value + digit;
    let digits = at - start;
    // JSON has no number without digits before the point, and none with a needless zero there.
    if (digits === 0 || (digits > 1 && bytes[start] === ZERO)) return Number.NaN;
    if (bytes[at] === POINT) {
      const point = at;
      digit = bytes[++at]! - ZERO;
      for (; digit >= 0 && digit <= 9; digit = bytes[++at]! - ZERO) value = 10 * value + digit;
      const decimals = at - point - 1;
      digits += decimals;
      if (decimals === 0) return Number.NaN;
      if (digits <= EXACT_DIGITS) value /= POWERS[decimals]!;
    }
    if (digits > LOOK_AHEAD) return Number.NaN;
    this.at = at;
    return digits <= EXACT_DIGITS ? value : Number(decoder.decode(bytes.subarray(start, at)));
  }

  /** Reads a string of ASCII without escapes. Undefined when it is refused. */
  text(table: TextTable): string | undefined {
    const bytes = this.#bytes;
    const start = this.at + 1;
    if (bytes[start - 1] !== QUOTE) return undefined;
    let at = start;
    const to = Math.min(this.to, start + MAX_TEXT);
    let hash = 0;
    for (; at + 4 <= to; at += 4) {
      const word = this.#words.getInt32(at, true);
      if (hasSpecial(word) || (word & 0x80808080) !== 0) break;
      hash = Math.imul(hash ^ word, 0x2c1b3c6d);
      hash ^= hash >>> 15;
    }
    for (; at < to; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        this.at = at + 1;
        return table.text(bytes, start, at, hash);
      }
      if (byte < 0x20 || byte >= 0x80 || byte === BACKSLASH) return undefined;
      hash = Math.imul(hash ^ byte, 0x2c1b3c6d);
      hash ^= hash >>> 15;
    }
    return undefined;
  }

  /** Passes over a string, of whatever it may hold but `\u`. False when it is refused. */
  skipText(): boolean {
    const bytes = this.#bytes;
    const { to } = this;
    let at = this.at + 1;
    if (bytes[at - 1] !== QUOTE) return false;
    for (;;) {
      while (at + 4 <= to && !hasSpecial(this.#words.getInt32(at, true))) at += 4;
      if (at >= to) return false;
      const byte = bytes[at++]!;
      if (byte === QUOTE) {
        this.at = at;
        return true;
      }
      if (byte < 0x20) return false;
      if (byte === BACKSLASH && !isEscape(bytes[at++]!)) return false;
    }
  }

  /** Reads `"2017-06-20T00:00:02.814Z"`: milliseconds since 1970. NaN when it is refused. */
  time(): number {
    const bytes = this.#bytes;
    const { at } = this;
    const hour = this.#pair(at + 12, 23);
    const minute = this.#pair(at + 15, 59);
    const second = this.#pair(at + 18, 59);
    const tens = this.#pair(at + 21, 99);
    const ones = bytes[at + 23]! - ZERO;
    if (
      (hour | minute | second | tens | ones | (9 - ones)) < 0 ||
      bytes[at] !== QUOTE ||
      bytes[at + 11] !== 0x54 ||
      bytes[at + 14] !== 0x3a ||
      bytes[at + 17] !== 0x3a ||
      bytes[at + 20] !== POINT ||
      bytes[at + 24] !== 0x5a ||
      bytes[at + 25] !== QUOTE
    ) {
      return Number.NaN;
    }
    for (let i = 0; i < 10; i++) {
      if (this.#day[i] !== bytes[at + 1 + i]) {
        this.#newDay(at + 1);
        break;
      }
    }
    this.at = at + 26;
    return this.#dayStart + ((hour * 60 + minute) * 60 + second) * 1000 + 10 * tens + ones;
  }

  #newDay(at: number): void {
    this.#day.set(this.#bytes.subarray(at, at + 10));
    const text = decoder.decode(this.#day);
    // A day alone that does not exist is taken for something else; with a time it is none.
    const known = /^\d{4}-\d\d-\d\d$/.test(text);
    this.#dayStart = known ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  }

  /** Two digits, up to a greatest value; -1 when they are none. */
  #pair(at: number, greatest: number): number {
    const tens = this.#bytes[at]! - ZERO;
    const ones = this.#bytes[at + 1]! - ZERO;
    const value = 10 * tens + ones;
    return tens >= 0 && ones >= 0 && ones <= 9 && value <= greatest ? value : -1;
  }
}

/** Whether one of four bytes is a quote, a backslash or a control character. */
function hasSpecial(word: number): boolean {
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  return (
    ((((quote - 0x01010101) & ~quote) |
      ((backslash - 0x01010101) & ~backslash) |
      ((word - 0x20202020) & ~word)) &
      0x80808080) !==
    0
  );
}

/** What may stand after a backslash, but for `u`. */
function isEscape(byte: number): boolean {
  return (
    byte === BACKSLASH ||
    byte === QUOTE ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74
  );
}
