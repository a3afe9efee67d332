/** Whether the files of a trace are still what they were when their digest was taken. */

import { statSync } from "node:fs";
import { TraceError } from "../errors.ts";
import { type OpenTrace, openTrace } from "../trace/open.ts";

/** A file that was written to so lately may be written to again within a tick of its times. */
const SETTLED_MS = 2000;

/** All that the file system tells of the files short of their bytes, and whether it can be trusted. */
export function lookOf({ sources }: OpenTrace): { look: string; settled: boolean } {
  const stats = sources.map(({ name }) => statSync(name, { bigint: true }));
  const settled = Date.now() - SETTLED_MS;
  return {
    look: stats.map((s) => [s.dev, s.ino, s.size, s.mtimeNs, s.ctimeNs].join(" ")).join("\n"),
    settled: stats.every(({ mtimeMs, ctimeMs }) => mtimeMs < settled && ctimeMs < settled),
  };
}

/**
 * Checks that a trace that has been read is the one that looked so before; nothing is checked where
 * nothing is known of that.
 * @throws {TraceError} `CHANGED` where its files are others, or have been written to since.
 */
export function checkUnchanged({
  path,
  look,
}: {
  readonly path: string;
  readonly look?: string | undefined;
}): void {
  if (look === undefined || lookOf(openTrace([path])).look === look) return;
  throw new TraceError(
    "CHANGED",
    `${path}: it has changed since the sweep began: copy it, and sweep over the copy`,
  );
}
