/** What identifies the trace that an argument names, without reading it into requests. */

import { createHash } from "node:crypto";
import { isConverted } from "../input/load-converted.ts";
import { loadProfile, PROFILE_PREFIX } from "../input/load-profile.ts";
import { type OpenTrace, openTrace } from "../trace/open.ts";
import type { Slice } from "../workload/slice.ts";
import type { TraceCache } from "./trace-cache.ts";
import { lookOf } from "./unchanged.ts";

/** A registry's trace as a sweep knows it before it reads it. */
export interface TraceInput {
  readonly path: string;
  readonly name: string;
  /** Digest of the uncompressed bytes of its files in order, or of what its workload is made from. */
  readonly identity: string;
  /** About how many requests it has: only for what is left to do. */
  readonly expected: number;
  /** True where the seed makes the workload. */
  readonly generated: boolean;
  /** All that the file system told of its files when the digest was taken; absent where there are none. */
  readonly look?: string;
}

/** Uncompressed bytes to a blob GET in the archive: 434 bytes a record, 31 % of them blob GETs. */
const BYTES_A_REQUEST = 1400;
/** Of a converted trace: the columns, and about half a GET of a manifest to each. */
const CONVERTED_BYTES_A_REQUEST = 66;
/** How much smaller a compressed trace is. */
const COMPRESSION = 8;

/** Fewer bytes are read at once. */
const WORTH_NOTING = 16e6;

/**
 * Finds a trace and takes its digest; where the cache remembers files of that size and those times,
 * without reading them.
 * @throws {PullsimError} as openTrace and loadProfile do, before anything is simulated.
 */
export async function traceInput(
  path: string,
  slice: Slice,
  cache?: TraceCache,
): Promise<TraceInput> {
  if (path.startsWith(PROFILE_PREFIX)) return profileInput(path, slice);
  const trace = openTrace([path]);
  const { name, sources, bytes } = trace;
  const notes = bytes >= WORTH_NOTING ? cache : undefined;
  const { look, settled } = lookOf(trace);
  let identity = notes?.note(look);
  if (identity === undefined) {
    identity = await contentDigest(trace);
    if (settled) await notes?.remember(look, identity);
  }
  const compressed = /\.(gz|zst)$/.test(sources[0]!.name) ? COMPRESSION : 1;
  const expected = isConverted(path)
    ? bytes / CONVERTED_BYTES_A_REQUEST
    : (bytes * compressed) / BYTES_A_REQUEST;
  return { path, name, identity, expected, generated: false, look };
}

async function contentDigest({ sources }: OpenTrace): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) {
    for await (const chunk of source.chunks(() => {})) hash.update(chunk);
    hash.update("\0end of file\0");
  }
  return digest(hash);
}

function profileInput(path: string, { from, scale, days, requests }: Slice): TraceInput {
  const profile = loadProfile(path.slice(PROFILE_PREFIX.length));
  const { name, blobGets } = profile;
  const share = scale ?? (days === undefined ? 1 : Math.min(1, days / profile.days));
  const slice = {
    from: from ?? 0,
    scale: scale ?? null,
    days: days ?? null,
    requests: requests ?? null,
  };
  const hash = createHash("sha256").update(JSON.stringify({ profile, slice }));
  const expected = requests ?? share * blobGets;
  return { path, name, identity: `profile ${digest(hash)}`, expected, generated: true };
}

function digest(hash: ReturnType<typeof createHash>): string {
  return `sha256:${hash.digest("hex")}`;
}
