/** What identifies the trace that an argument names, without reading it into requests. */

import { createHash } from "node:crypto";
import { openTrace } from "../trace/open.ts";
import type { Bytes } from "../units.ts";

/** A registry's trace as a sweep knows it before it reads it. */
export interface TraceInput {
  readonly path: string;
  readonly name: string;
  /** Digest of the uncompressed bytes of its files, in order. */
  readonly identity: string;
  /** Bytes on disk; 0 where there are none. */
  readonly bytes: Bytes;
  /** True where the seed makes the workload. */
  readonly generated: boolean;
}

/**
 * Finds a trace and takes its digest.
 * @throws {TraceError} as openTrace does, before anything is simulated.
 */
export async function traceInput(path: string): Promise<TraceInput> {
  const { name, sources, bytes } = openTrace([path]);
  const hash = createHash("sha256");
  for (const source of sources) {
    for await (const chunk of source.chunks(() => {})) hash.update(chunk);
    hash.update("\0end of file\0");
  }
  return { path, name, identity: `sha256:${hash.digest("hex")}`, bytes, generated: false };
}
