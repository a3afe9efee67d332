/** A line of a log that is one JSON object, or that a log collector has wrapped in one. */

/** What collectors call the line that they wrap. */
const WRAPPED = ["log", "message", "MESSAGE", "line"];

/** The object that begins at an index of a line and ends with it; undefined where there is none. */
export function objectAt(
  line: string,
  index: number,
): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line.slice(index));
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The line inside an object of Docker's, Fluentd's, journald's or another collector's. */
export function wrappedLine(object: Readonly<Record<string, unknown>>): string | undefined {
  const line = WRAPPED.map((key) => object[key]).find((value) => typeof value === "string");
  return (line as string | undefined)?.trimEnd();
}
