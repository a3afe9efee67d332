/** The columns of a trace's rows, as they stand in a file. */

/** Requests, or GETs of manifests, in a record batch; the last of each has what is left. */
export const BATCH_ROWS = 1 << 16;

/** The columns, in the order in which they stand in the file, and which of them manifests lack. */
export const COLUMNS = [
  "arrival",
  "duration",
  "object",
  "client",
  "repository",
  "host",
  "opens",
  // Bytes of the object asked for.
  "size",
] as const;
export type ColumnName = (typeof COLUMNS)[number];
export const OF_REQUESTS_ONLY: readonly string[] = ["duration", "object", "opens", "size"];
