/** Inputs that nobody would send, made from those that somebody would: the same for the same seed. */

import type { Stream } from "pullsim";
import { below, pick, sample } from "./fuzz-samples.ts";

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

/** What is done at a time in blocks: vectors of WebAssembly, blocks of a stream, pages of memory. */
const BLOCKS = [16, 512, 64 * 1024, 512 * 1024];

/** A place in some bytes: anywhere, or beside a boundary of blocks. */
function place(stream: Stream, bytes: Uint8Array): number {
  const at = below(stream, bytes.length + 1);
  if (stream() < 0.7) return at;
  const block = pick(stream, BLOCKS);
  return Math.min(bytes.length, Math.max(0, at - (at % block) + below(stream, 5) - 2));
}

/** The same bytes with one of a few changes. */
export function mutated(stream: Stream, bytes: Uint8Array): Uint8Array {
  const from = place(stream, bytes);
  const to = Math.min(bytes.length, from + below(stream, 1 + below(stream, 200)));
  switch (below(stream, 8)) {
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
    // What follows is moved towards a boundary.
    case 6:
      return spliced(
        bytes,
        from,
        from,
        encoder.encode(pick<string>(stream, " \n\t").repeat(below(stream, 20))),
      );
    default:
      return spliced(bytes, from, from, sample(stream));
  }
}

/** A file of text or of records. */
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
