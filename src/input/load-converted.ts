/** Reads a trace that `pullsim convert` has written. */

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { TraceError, UsageError } from "../errors.ts";
import type { StreamedWorkload } from "../streamed-workload.ts";
import type { Census } from "../workload/census.ts";
import { type ConvertedFile, type RequestFile, streamedFrom } from "../workload/converted-file.ts";
import { brokenTrace, isArrowFile, MAGIC } from "../workload/converted-trace.ts";
import type { RandomAccess } from "../workload/random-access.ts";
import type { Objects } from "../workload/select.ts";

/** No call reads more. */
const MAX_READ = 1 << 30;

/** A converted trace whose file is open, and has to be closed. */
export interface OpenConverted {
  readonly path: string;
  readonly trace: ConvertedFile;
  close(): void;
}

/**
 * The converted trace that one of the paths names; undefined where none does: other Arrow files are
 * traces like any.
 * @throws {UsageError} `CONVERTED` for one among other traces or with a format.
 * @throws {TraceError} `ARROW` for an Arrow file that is broken.
 */
export async function openConverted(
  paths: readonly string[],
  format?: string,
): Promise<OpenConverted | undefined> {
  const path = paths.find(isConverted);
  if (path === undefined) return undefined;
  // Arrow takes a quarter of a second to load: only where there is something to read.
  const { readConverted } = await import("../workload/arrow-reader.ts");
  const file = openSync(path, "r");
  const close = (): void => closeSync(file);
  try {
    const trace = readConverted(access(path, file));
    // An Arrow file of another's is a trace as any other file is.
    if (trace === undefined) {
      close();
      return undefined;
    }
    if (paths.length > 1 || format !== undefined) {
      const what = format === undefined ? "stands alone" : "has no --format";
      throw new UsageError("CONVERTED", `${path} ${what}: it is a whole converted trace`);
    }
    return { path, trace, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** @throws {UsageError} `OBJECTS` when the requests of a converted trace are for other objects. */
export function checkObjects({ name, objects }: ConvertedFile, wanted: Objects): void {
  if (objects === wanted) return;
  throw new UsageError(
    "OBJECTS",
    `${name} was converted with --objects ${objects}: give that here, or convert it anew with --objects ${wanted}`,
  );
}

/** What was read for the first `limit` requests of a converted trace. */
export function censusOf({ rows, census }: ConvertedFile, limit: number): Census {
  const over = rows.requests.count - limit;
  if (over <= 0) return census;
  const reasons = Object.entries({ ...census.skipped, "over-limit": over });
  const skipped = Object.fromEntries(reasons.sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...census, skipped };
}

/** Requests of a converted trace that stay in its file, as plain data. */
export interface ConvertedRequests extends RequestFile {
  readonly path: string;
}

/** Opens the file again, in this thread, to read them until it is closed. */
export function streamConverted(requests: ConvertedRequests): {
  workload: StreamedWorkload;
  close(): void;
} {
  const { path } = requests;
  const file = openSync(path, "r");
  const refuse = (problem: string): Error => brokenTrace(path, problem);
  return {
    workload: streamedFrom(access(path, file), requests, refuse),
    close: () => closeSync(file),
  };
}

/** Whether a file looks like a converted trace. */
export function isConverted(path: string): boolean {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const head = new Uint8Array(MAGIC.length);
    // Of a pipe these bytes would be lost to whoever reads it.
    return fstatSync(file).isFile() && readSync(file, head) > 0 && isArrowFile(head);
  } catch {
    // Whoever reads it as a trace says what is wrong.
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function access(name: string, file: number): RandomAccess {
  return {
    name,
    bytes: fstatSync(file).size,
    read(into, at) {
      for (let done = 0; done < into.length; ) {
        const length = Math.min(MAX_READ, into.length - done);
        const read = readSync(file, into, done, length, at + done);
        if (read === 0) throw new TraceError("ARROW", `${name}: it ends before byte ${at + done}`);
        done += read;
      }
    },
  };
}
