/** What the values of a record need that is not of one kind. */

/** The double nearest to a decimal that has more digits than doubles tell apart. */
export declare function wide(from: usize, to: usize): f64;

/** When a day began whose ten bytes stand there, in milliseconds since 1970; NaN for none. */
export declare function day(at: usize): f64;

/** Which of sixteen bytes are a quote, a backslash or a control character, a bit for each. */
export function quoteOf(at: usize): i32 {
  const bytes = v128.load(at);
  return i8x16.bitmask(
    v128.or(
      i8x16.lt_u(bytes, i8x16.splat(0x20)),
      v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
    ),
  );
}

/** Whether a byte may stand after a backslash, but for `u`. */
export function escapes(byte: u8): bool {
  return (
    byte === 0x5c ||
    byte === 0x22 ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74
  );
}
