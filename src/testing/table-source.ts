/** A table in memory as the source of a trace. */

import type { TraceRecord } from "../trace/format.ts";
import { readTrace, type TraceSource } from "../trace/read-trace.ts";

export function tableSource(name: string, bytes: Uint8Array): TraceSource {
  return {
    name,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.slice(at, at + 1000);
    },
    access: (use) =>
      use({
        bytes: bytes.length,
        slice: async (from, to) => bytes.slice(from, to).buffer as ArrayBuffer,
      }),
  };
}

/** All that is read of a source. */
export async function readAll(...sources: TraceSource[]) {
  const records: TraceRecord[] = [];
  const damage: string[] = [];
  const warnings: string[] = [];
  const sink = {
    record: (record: TraceRecord) => records.push(record),
    damaged: (reason: string) => damage.push(reason),
    ignored: () => {},
  };
  await readTrace(sources, sink, { warn: (line) => warnings.push(line) });
  return { records, damage, warnings };
}
