/** Many JSON objects parsed at once, where that is sure to give what parsing them singly would. */

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The objects in these bytes, which begin and end with a brace, with commas between them or, where
 * they stand one a line, line breaks. Undefined unless it is all valid and every object is flat:
 * then, and only then, each opening brace begins one of them.
 */
export function parseBatch(
  bytes: Uint8Array,
  lines: boolean,
): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (bytes.includes(OPEN_BRACKET)) return undefined;
  const text = decoder.decode(bytes);
  let values: unknown[];
  try {
    values = JSON.parse(`[${lines ? text.replace(/\}\r?\n\{/g, "},{") : text}]`);
  } catch {
    return undefined;
  }
  let braces = 0;
  for (let at = bytes.indexOf(OPEN_BRACE); at >= 0; at = bytes.indexOf(OPEN_BRACE, at + 1))
    braces++;
  const flat = braces === values.length && values.every(isObject);
  return flat ? (values as Record<string, unknown>[]) : undefined;
}

/** Index of the n-th object, from 0, in bytes that {@link parseBatch} has parsed. */
export function nthObject(bytes: Uint8Array, n: number): number {
  let at = bytes.indexOf(OPEN_BRACE);
  for (let i = 0; i < n; i++) at = bytes.indexOf(OPEN_BRACE, at + 1);
  return at;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
