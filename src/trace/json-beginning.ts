/** Where, in the midst of JSON records, one of them seems to begin. */

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** White space between records that is looked at. */
const MAX_SPACE = 64;

/**
 * Index of the first brace that opens an object after another: a comma or a line break between them,
 * a key behind it. It may stand in a string all the same. -1 where there is none.
 */
export function jsonBeginning(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(OPEN_BRACE); at >= 0; at = bytes.indexOf(OPEN_BRACE, at + 1)) {
    let next = at + 1;
    while (next < at + MAX_SPACE && isSpace(bytes[next])) next++;
    if (bytes[next] !== QUOTE) continue;
    const least = at - MAX_SPACE;
    let before = at - 1;
    let parted = false;
    for (; before > least && (isSpace(bytes[before]) || bytes[before] === COMMA); before--) {
      parted ||= bytes[before] === COMMA || bytes[before] === NEWLINE;
    }
    if (parted && bytes[before] === CLOSE_BRACE) return at;
  }
  return -1;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}
