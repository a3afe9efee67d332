/** Cuts a trace into parts for threads to read: some files together, or a part of a large one. */

import { closeSync, openSync, readSync } from "node:fs";
import { recognise } from "../trace/catalog.ts";
import type { AnyFormat, Parts } from "../trace/format.ts";
import type { OpenTrace } from "../trace/open.ts";
import { HEAD_BYTES } from "../trace/read-trace.ts";
import type { Bytes } from "../units.ts";

/** A file, or the bytes of one from an offset to before another. */
export interface Slice {
  readonly file: string;
  readonly from: Bytes;
  /** Infinity for its end. */
  readonly to: Bytes;
  /** The format of a file that is cut; for another it is told by whoever reads it. */
  readonly cut?: string;
  /** What is open where the slice begins; absent where the file does. */
  readonly between?: string;
}

/** Read by one thread, one after the other. */
export type Part = readonly Slice[];

/** What threads find anew for each part costs little at such a size. */
const MOST: Bytes = 64e6;
const LEAST: Bytes = 1e6;
/** Bytes in which the beginning of a record is looked for. */
const WINDOW: Bytes = 64 * 1024;

/**
 * The parts in order of the trace, smaller towards its end, so that threads end together. No file is
 * cut at an offset for which `allowed` says no, and hardly any part has fewer than `least` bytes.
 */
export function partsOf(
  { sources, bytes }: OpenTrace,
  workers: number,
  format: AnyFormat | undefined,
  allowed: (file: string, offset: Bytes) => boolean,
  least: Bytes = LEAST,
): Part[] {
  const parts: Part[] = [];
  let left = bytes;
  const room = (): Bytes => Math.max(least, Math.min(MOST, Math.ceil(left / (2 * workers))));
  let together: Slice[] = [];
  let size = 0;
  const close = (): void => {
    if (together.length > 0) parts.push(together);
    together = [];
    size = 0;
  };
  for (const { name: file, bytes: whole } of sources) {
    const known = whole > 1.5 * room() ? cuttable(file, format) : undefined;
    if (!known) {
      together.push({ file, from: 0, to: Number.POSITIVE_INFINITY });
      size += whole;
      left -= whole;
      if (size >= room()) close();
      continue;
    }
    close();
    const { parts: how, cut, between } = known;
    let from = 0;
    for (let wanted = room(); whole - wanted > room() / 2; wanted += room()) {
      const to = beginning(file, wanted, how);
      if (to <= from || !allowed(file, to)) continue;
      parts.push([{ file, from, to, cut, ...(from > 0 && { between }) }]);
      left -= to - from;
      from = to;
    }
    const to = Number.POSITIVE_INFINITY;
    parts.push([{ file, from, to, cut, ...(from > 0 && { between }) }]);
    left -= whole - from;
  }
  close();
  return parts;
}

/** How a file can be cut; undefined where it is compressed or its format is not read in parts. */
function cuttable(
  file: string,
  format: AnyFormat | undefined,
): { parts: Parts; cut: string; between: string } | undefined {
  const head = bytesAt(file, 0, HEAD_BYTES);
  // What is compressed looks like no format that is.
  const recognised = recognise(head);
  const known = format ?? recognised;
  if (known !== recognised || !known || !("parts" in known) || !known.parts) return undefined;
  return { parts: known.parts, cut: known.name, between: known.parts.between(head) };
}

/** The offset of what seems to be a record, from an offset on; -1 where there is none near. */
function beginning(file: string, from: Bytes, parts: Parts): Bytes {
  const at = parts.beginning(bytesAt(file, from, WINDOW));
  return at < 0 ? -1 : from + at;
}

/** Fewer where the file ends; none of one that cannot be read, as whoever reads it will tell. */
function bytesAt(path: string, offset: Bytes, most: Bytes): Uint8Array {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return new Uint8Array(0);
  }
  try {
    const bytes = new Uint8Array(most);
    return bytes.subarray(0, readSync(file, bytes, 0, most, offset));
  } catch {
    return new Uint8Array(0);
  } finally {
    closeSync(file);
  }
}
