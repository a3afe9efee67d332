/**
 * The records of one writer look alike: the same keys in the same order, the same white space. A
 * pattern is what one whole record shows of that. A record that has all its bytes but the values,
 * and these in plain form, is as valid as the one it was learnt from.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;

/** What a value is of a record. */
export const FIELD = {
  otherText: 0,
  timestamp: 1,
  duration: 2,
  method: 3,
  uri: 4,
  status: 5,
  written: 6,
  client: 7,
  host: 8,
  otherNumber: 9,
} as const;
/** After the last frame. */
export const NO_FIELD = 10;

const FIELDS = new Map<string, number>([
  ["timestamp", FIELD.timestamp],
  ["http.request.duration", FIELD.duration],
  ["http.request.method", FIELD.method],
  ["http.request.uri", FIELD.uri],
  ["http.response.status", FIELD.status],
  ["http.response.written", FIELD.written],
  ["http.request.remoteaddr", FIELD.client],
  ["host", FIELD.host],
]);
const NEEDED = [FIELD.timestamp, FIELD.duration, FIELD.method, FIELD.uri, FIELD.status];

export interface RecordPattern {
  /** One of {@link FIELD} for each value, in order. */
  readonly fields: Uint8Array;
  /** The bytes before each value, and after the last one. */
  readonly frames: readonly Uint8Array[];
  /** The same in one piece: what tells a pattern from another. */
  readonly text: string;
}

/**
 * The pattern of a record, which must be a whole and valid object from `from` to before `to`.
 * Undefined where its values or keys are not plain, or a field is missing that every record has.
 */
export function patternOf(bytes: Uint8Array, from: number, to: number): RecordPattern | undefined {
  let frame: number[] = [];
  const fields: number[] = [];
  const frames: number[][] = [];
  let key = "";
  for (let at = from; at < to; ) {
    const byte = bytes[at]!;
    const value = key !== "" && !isSpace(byte) && byte !== COLON;
    if (!value) {
      frame.push(byte);
      if (byte !== QUOTE) at++;
      else {
        const end = stringEnd(bytes, at);
        frame.push(...bytes.subarray(at + 1, end));
        key = String.fromCharCode(...bytes.subarray(at, end));
        if (key.includes("\\")) return undefined;
        at = end;
      }
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return undefined;
    const end = byte === QUOTE ? stringEnd(bytes, at) : scalarEnd(bytes, at);
    const field = FIELDS.get(key.slice(1, -1));
    if (field === undefined) fields.push(byte === QUOTE ? FIELD.otherText : FIELD.otherNumber);
    // Of a key that comes twice the last value counts.
    else if (fields.includes(field)) return undefined;
    else fields.push(field);
    frames.push(frame);
    frame = [];
    key = "";
    at = end;
  }
  if (!NEEDED.every((field) => fields.includes(field))) return undefined;
  frames.push(frame);
  return {
    fields: Uint8Array.from(fields),
    frames: frames.map((bytes) => Uint8Array.from(bytes)),
    text: frames.map((bytes) => String.fromCharCode(...bytes)).join("\0"),
  };
}

/** Index after the closing quote. */
function stringEnd(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

function scalarEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] !== COMMA && bytes[at] !== CLOSE_BRACE && !isSpace(bytes[at]!)) at++;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
