/** Inputs that nobody would send, made from those that somebody would: the same for the same seed. */

import { formats, type Stream } from "pullsim";

/** What breaks parsers. */
const TOKENS = [
  ...["__proto__", "constructor", '{"__proto__":{"x":1}}', "toString", "hasOwnProperty"],
  ...[
    "\0",
    "\n",
    "\r\n",
    '"',
    '\\"',
    "\\",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    " ",
    "\t",
    "\u2028",
    "\ufeff",
  ],
  ...["NaN", "Infinity", "-1", "1e999", "9".repeat(40), "0x10", "1.5", "null", "true", "-0"],
  ...["99999999-99-99T99:99:99Z", "1h".repeat(50), "µs", "%3A", "?ns=", "/v2/", "blobs/", "\\x5C"],
  ...[
    "response completed",
    "http.response.",
    'level=info msg="',
    "INFO[0001] ",
    "time=",
    " | ",
    " - ",
  ],
];
const encoder = new TextEncoder();

/** An integer from 0 to below `n`. */
export function below(stream: Stream, n: number): number {
  return Math.floor(stream() * n);
}

function pick<T>(stream: Stream, values: readonly T[]): T {
  return values[below(stream, values.length)]!;
}

/** A file in some format: its example line again and again, with other digits. */
function sample(stream: Stream): Uint8Array {
  if (stream() < 0.15) return binary(stream);
  const { example, name } = pick(
    stream,
    formats.filter((format) => format.example !== ""),
  );
  const lines = Array.from({ length: 1 + below(stream, 12) }, () =>
    example.replace(/\d/g, (digit) => (stream() < 0.3 ? String(below(stream, 10)) : digit)),
  );
  if (name === "csv") lines.push("2017-06-20 00:00:01,0.5,GET,v2/a/blobs/0a,200,7.0");
  const separator = pick(stream, ["\n", "\r\n", ",\n"]);
  const text = lines.join(separator);
  return encoder.encode(name === "ibm-json" && stream() < 0.5 ? `[${text}]` : `${text}\n`);
}

/** libCacheSim's records, with plausible numbers. */
function binary(stream: Stream): Uint8Array {
  const count = 1 + below(stream, 50);
  const view = new DataView(new ArrayBuffer(24 * count));
  for (let i = 0; i < count; i++) {
    view.setUint32(24 * i, i, true);
    view.setUint32(24 * i + 4, below(stream, 9), true);
    view.setUint32(24 * i + 12, below(stream, 1e6), true);
    view.setBigInt64(24 * i + 16, -1n, true);
  }
  return new Uint8Array(view.buffer);
}

function noise(stream: Stream): Uint8Array {
  return Uint8Array.from({ length: below(stream, 4000) }, () => below(stream, 256));
}

function spliced(bytes: Uint8Array, from: number, to: number, piece: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length - (to - from) + piece.length);
  result.set(bytes.subarray(0, from));
  result.set(piece, from);
  result.set(bytes.subarray(to), from + piece.length);
  return result;
}

function mutated(stream: Stream, bytes: Uint8Array): Uint8Array {
  const from = below(stream, bytes.length + 1);
  const to = Math.min(bytes.length, from + below(stream, 1 + below(stream, 200)));
  switch (below(stream, 7)) {
    case 0: {
      const changed = bytes.slice();
      if (changed.length > 0) changed[from % changed.length] = below(stream, 256);
      return changed;
    }
    case 1:
      return spliced(bytes, from, to, new Uint8Array(0));
    case 2:
      return spliced(bytes, from, from, bytes.subarray(from, to));
    case 3:
      return bytes.slice(0, from);
    case 4:
      return spliced(bytes, from, to, encoder.encode(pick(stream, TOKENS)));
    case 5: {
      const token = pick(stream, TOKENS);
      const times = 2 ** below(stream, 14);
      return spliced(bytes, from, to, encoder.encode(token.repeat(times)));
    }
    default:
      return spliced(bytes, from, from, sample(stream));
  }
}

/** A file. */
export function fileOf(stream: Stream): Uint8Array {
  let bytes = stream() < 0.05 ? noise(stream) : sample(stream);
  for (let left = below(stream, 8); left > 0; left--) bytes = mutated(stream, bytes);
  return bytes;
}

/** A text in place of one that a user would write. */
export function textOf(stream: Stream, examples: readonly string[]): string {
  let bytes: Uint8Array = encoder.encode(pick(stream, examples));
  for (let left = below(stream, 5); left > 0; left--) bytes = mutated(stream, bytes);
  return new TextDecoder().decode(bytes.subarray(0, 20_000));
}
