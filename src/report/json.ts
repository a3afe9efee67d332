/** JSON in and out, for numbers that JSON does not know. */

import { UNLIMITED } from "../units.ts";

/**
 * JSON text, two spaces deep, with a newline at its end. A figure that was not measured is null,
 * never 0; a capacity without limit is null, any other limit `unlimited`.
 */
export function toJson(value: object): string {
  return `${JSON.stringify(value, plain, 2)}\n`;
}

/** As {@link toJson}, with every element of the lists under `key` on a line of its own. */
export function toJsonLines(value: object, key: string): string {
  const lines: string[] = [];
  const marked = JSON.stringify(
    value,
    (name, part: unknown) => {
      if (name !== key || !Array.isArray(part)) return plain(name, part);
      return part.map((element) => `\0${lines.push(JSON.stringify(element, plain)) - 1}`);
    },
    2,
  );
  return `${marked.replace(/"\\u0000(\d+)"/g, (_, line) => lines[Number(line)]!)}\n`;
}

/**
 * The value that {@link toJson} wrote: null is NaN again, for a capacity no limit.
 * @throws {SyntaxError} when the text is not JSON.
 */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => {
    if (value === null) return key === "capacityBytes" ? Number.POSITIVE_INFINITY : Number.NaN;
    return value === UNLIMITED ? Number.POSITIVE_INFINITY : value;
  });
}

function plain(key: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  return Number.isNaN(value) || key === "capacityBytes" ? null : UNLIMITED;
}
