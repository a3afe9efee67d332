/**
 * Finds where a JSON object ends, byte by byte, or where it stops being JSON. It checks structure
 * only; numbers, literals and escapes are left to `JSON.parse`, which sees the whole object after.
 */

/** A nested value deeper or longer than this is damage: otherwise an unclosed one would swallow all
 * records behind it, and looking for them again and again would take a hostile file forever. */
const MAX_DEPTH = 64;
const MAX_NESTED_BYTES = 64 * 1024;
/** An object longer than this is damage: it would have to be held in memory. */
const MAX_OBJECT_BYTES = 64 * 1024 * 1024;

const STATE = {
  firstKey: 0,
  key: 1,
  colon: 2,
  value: 3,
  firstElement: 4,
  after: 5,
  string: 6,
  keyString: 7,
  scalar: 8,
} as const;
type State = (typeof STATE)[keyof typeof STATE];

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** What the scanner made of the bytes so far. */
export type Scan = "inside" | "complete" | "damaged";

export class JsonScanner {
  /** After "damaged": what was wrong. */
  problem = "";
  /** Index after the last byte read; when damaged, of the offending byte. */
  at = 0;
  #state: State = STATE.firstKey;
  #escaped = false;
  readonly #closers = new Uint8Array(MAX_DEPTH);
  #depth = 0;
  #length = 0;
  #nestedSince = 0;

  /** Starts over, to be fed an object from its opening brace on. */
  reset(): void {
    this.#state = STATE.firstKey;
    this.#escaped = false;
    this.#depth = 0;
    this.#length = 0;
    this.problem = "";
  }

  /**
   * Reads on, in `bytes` from `from` to before `to`, and says how far it got in {@link at}.
   */
  scan(bytes: Uint8Array, from: number, to: number): Scan {
    let at = from;
    for (; at < to; at++) {
      const byte = bytes[at]!;
      if (this.#state === STATE.string || this.#state === STATE.keyString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) {
          this.#state = this.#state === STATE.string ? STATE.after : STATE.colon;
        } else if (byte < 0x20) return this.#damaged(at, "a control character inside a string");
      } else {
        const problem = this.#structure(byte);
        if (problem) return this.#damaged(at, problem);
        if (this.#depth === 0) {
          this.at = at + 1;
          return "complete";
        }
      }
      this.#length++;
      if (this.#length > MAX_OBJECT_BYTES) return this.#damaged(at, "a record longer than 64 MiB");
      if (this.#depth > 1 && this.#length - this.#nestedSince > MAX_NESTED_BYTES) {
        return this.#damaged(at, "a nested value longer than 64 KiB");
      }
    }
    this.at = at;
    return "inside";
  }

  #damaged(at: number, problem: string): Scan {
    this.at = at;
    this.problem = problem;
    return "damaged";
  }

  /** Takes a byte outside a string. Returns what is wrong with it, or "". */
  #structure(byte: number): string {
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      if (this.#state === STATE.scalar) this.#state = STATE.after;
      return "";
    }
    if (this.#depth === 0) {
      return byte === OPEN_BRACE
        ? this.#open(CLOSE_BRACE, STATE.firstKey)
        : unexpected(byte, "'{'");
    }
    switch (this.#state) {
      case STATE.firstKey:
        if (byte === CLOSE_BRACE) return this.#close();
        return this.#expect(byte, QUOTE, STATE.keyString);
      case STATE.key:
        return this.#expect(byte, QUOTE, STATE.keyString);
      case STATE.colon:
        return this.#expect(byte, COLON, STATE.value);
      case STATE.firstElement:
        if (byte === CLOSE_BRACKET) return this.#close();
        return this.#value(byte);
      case STATE.value:
        return this.#value(byte);
      case STATE.scalar:
        if (isScalar(byte)) return "";
        return this.#after(byte);
      default:
        return this.#after(byte);
    }
  }

  #value(byte: number): string {
    if (byte === OPEN_BRACE) return this.#open(CLOSE_BRACE, STATE.firstKey);
    if (byte === OPEN_BRACKET) return this.#open(CLOSE_BRACKET, STATE.firstElement);
    if (byte === QUOTE) this.#state = STATE.string;
    else if (isScalar(byte)) this.#state = STATE.scalar;
    else return unexpected(byte, "a value");
    return "";
  }

  #after(byte: number): string {
    const closer = this.#closers[this.#depth - 1]!;
    if (byte === closer) return this.#close();
    return this.#expect(byte, COMMA, closer === CLOSE_BRACE ? STATE.key : STATE.value);
  }

  #expect(byte: number, wanted: number, then: State): string {
    if (byte !== wanted) return unexpected(byte, show(wanted));
    this.#state = then;
    return "";
  }

  #open(closer: number, then: State): string {
    if (this.#depth === MAX_DEPTH) return `more than ${MAX_DEPTH} values inside each other`;
    if (this.#depth === 1) this.#nestedSince = this.#length;
    this.#closers[this.#depth++] = closer;
    this.#state = then;
    return "";
  }

  #close(): string {
    this.#depth--;
    this.#state = STATE.after;
    return "";
  }
}

/** Bytes of numbers and of true, false and null. */
function isScalar(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e ||
    byte === 0x45
  );
}

function unexpected(byte: number, wanted: string): string {
  return `${show(byte)} where ${wanted} was expected`;
}

/** A byte as a user would write it. */
export function show(byte: number): string {
  return byte > 0x20 && byte < 0x7f
    ? `'${String.fromCharCode(byte)}'`
    : `byte 0x${byte.toString(16).padStart(2, "0")}`;
}
