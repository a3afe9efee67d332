/**
 * `key=value` lines as logrus writes them. A value is in quotes where it needs them, and versions
 * differ in whether quotes inside it are escaped: one closes the value only where another key or the
 * end of the line follows.
 */

const CLOSED = /^"(?: +[\w.-]+=| *$)/;

/** The value of a key that is not the line's first; undefined when it is absent or never closed. */
export function logfmtValue(line: string, key: string): string | undefined {
  return valueAt(line, line.indexOf(` ${key}=`) + key.length + 2, key.length + 2);
}

/** The same, of the key's last place in the line: what a client sends stands before it. */
export function lastLogfmtValue(line: string, key: string): string | undefined {
  return valueAt(line, line.lastIndexOf(` ${key}=`) + key.length + 2, key.length + 2);
}

function valueAt(line: string, from: number, before: number): string | undefined {
  if (from < before) return undefined;
  if (line[from] !== '"') {
    const end = line.indexOf(" ", from);
    return line.slice(from, end < 0 ? undefined : end);
  }
  for (let quote = from; ; ) {
    quote = line.indexOf('"', quote + 1);
    if (quote < 0) return undefined;
    if (line[quote - 1] === "\\" && line[quote - 2] !== "\\") continue;
    // Long enough for any key.
    if (CLOSED.test(line.slice(quote, quote + 64))) {
      return line.slice(from + 1, quote).replace(/\\(["\\])/g, "$1");
    }
  }
}
