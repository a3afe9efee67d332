/** Runs a trace format over bytes and keeps everything it says, for comparison. */

import type { TraceFormat, TraceRecord } from "../trace/format.ts";

/** All that a reader told, in order. */
export interface Collected {
  readonly records: (TraceRecord & { readonly position: object })[];
  readonly damaged: { reason: string; record: number; byte: number; problem: string }[];
  /** Counts of what was ignored, by reason. */
  readonly ignored: Record<string, number>;
  readonly warnings: string[];
}

/** Feeds `bytes` to a reader of `format` in chunks whose sizes are taken in turn from `sizes`. */
export async function collect(
  format: TraceFormat,
  bytes: Uint8Array,
  sizes: readonly number[] = [64 * 1024],
): Promise<Collected> {
  const collected: Collected = { records: [], damaged: [], ignored: {}, warnings: [] };
  const reader = format.reader({
    record: (record, position) => collected.records.push({ ...record, position: position() }),
    damaged: (reason, position, problem) =>
      collected.damaged.push({ reason, ...position, problem }),
    ignored: (reason) => {
      collected.ignored[reason] = (collected.ignored[reason] ?? 0) + 1;
    },
    warn: (problem) => collected.warnings.push(problem),
  });
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    const chunk = bytes.slice(at, at + size);
    // As from a file and as from standard input.
    const space = turn % 2 === 1 ? reader.space?.(size) : undefined;
    space?.set(chunk);
    reader.push(space?.subarray(0, chunk.length) ?? chunk);
    at += size;
  }
  await reader.end();
  return collected;
}
