/** What to say of a file that is in no known format. */

import { oneLine } from "../errors.ts";
import type { AnyFormat } from "./format.ts";

const MAX_LINE = 80;
const NEAREST = 3;

/** One line: how the file begins, and the formats whose lines look most like that. */
export function unrecognised(head: Uint8Array, formats: readonly AnyFormat[]): string {
  const text = new TextDecoder().decode(head.subarray(0, 4096));
  const line = /[^\r\n]+/.exec(text)?.[0] ?? "";
  const nearest = formats
    .map((format) => ({ format, likeness: likeness(line, format.example) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, NEAREST)
    .map(({ format }) => `${format.name} (${format.summary})`);
  return `not a registry trace: it begins with '${printable(line)}'; nearest are ${nearest.join(", ")}; --format <name> reads it as one of them`;
}

/** The beginning of a line, whatever is in it, as plain characters. */
function printable(line: string): string {
  const plain = oneLine(line.slice(0, MAX_LINE));
  return line.length > MAX_LINE ? `${plain}…` : plain;
}

/** From 0 to 1: the share of pairs of neighbouring kinds of characters that two lines have in common. */
function likeness(a: string, b: string): number {
  const first = pairs(a);
  const second = pairs(b);
  const common = [...first].filter((pair) => second.has(pair)).length;
  return (2 * common) / (first.size + second.size || 1);
}

/** The pairs in a line of which only the shape is left: letters, digits and marks. */
function pairs(line: string): Set<string> {
  const shape = line
    .slice(0, 400)
    .replace(/[A-Za-z]+/g, "a")
    .replace(/\d+/g, "0");
  return new Set(Array.from(shape, (_, i) => shape.slice(i, i + 2)));
}
