/** Reads a trace that `pullsim convert` has written. */

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { TraceError, UsageError } from "../errors.ts";
import type { Workload } from "../request.ts";
import type { RandomAccess } from "../workload/arrow-reader.ts";
import { type ConvertedTrace, isArrowFile, MAGIC } from "../workload/converted-trace.ts";
import type { Objects } from "../workload/select.ts";
import type { Built } from "../workload/workload-builder.ts";

/** No call reads more. */
const MAX_READ = 1 << 30;

/**
 * The converted trace that one of the paths names; undefined where none does: other Arrow files are
 * traces like any.
 * @throws {UsageError} `CONVERTED` for one among other traces or with a format.
 * @throws {TraceError} `ARROW` for an Arrow file that is broken.
 */
export async function openConverted(
  paths: readonly string[],
  format?: string,
): Promise<ConvertedTrace | undefined> {
  const path = paths.find(isConverted);
  if (path === undefined) return undefined;
  // Arrow takes a quarter of a second to load: only where there is something to read.
  const { readConverted } = await import("../workload/arrow-reader.ts");
  const file = openSync(path, "r");
  let converted: ConvertedTrace | undefined;
  try {
    converted = readConverted(access(path, file));
  } finally {
    closeSync(file);
  }
  // An Arrow file of another's is a trace as any other file is.
  if (converted !== undefined && (paths.length > 1 || format !== undefined)) {
    const what = format === undefined ? "stands alone" : "has no --format";
    throw new UsageError("CONVERTED", `${path} ${what}: it is a whole converted trace`);
  }
  return converted;
}

/**
 * The first `limit` requests of a converted trace.
 * @throws {UsageError} `OBJECTS` when its requests are for other objects.
 */
export function requestsOf(
  { workload, census, objects }: ConvertedTrace,
  wanted: Objects,
  limit = Number.POSITIVE_INFINITY,
): Built {
  if (objects !== wanted) {
    throw new UsageError(
      "OBJECTS",
      `${workload.name} was converted with --objects ${objects}: give that here, or convert it anew with --objects ${wanted}`,
    );
  }
  const over = workload.requests.count - limit;
  if (over <= 0) return { workload, census };
  const reasons = Object.entries({ ...census.skipped, "over-limit": over });
  const skipped = Object.fromEntries(reasons.sort(([a], [b]) => (a < b ? -1 : 1)));
  return { workload: firstOf(workload, limit), census: { ...census, skipped } };
}

function firstOf({ name, requests, manifests, sizes }: Workload, limit: number): Workload {
  const first = beginning(requests, limit);
  // Objects are numbered by first appearance.
  let objects = 0;
  for (const object of first.object) if (object >= objects) objects = object + 1;
  const last = first.arrival.at(-1)!;
  const later = manifests?.arrival.findIndex((arrival) => arrival > last) ?? -1;
  return {
    name,
    requests: first,
    ...(manifests && { manifests: later < 0 ? manifests : beginning(manifests, later) }),
    sizes: sizes.subarray(0, objects),
  };
}

function beginning<T extends object>(columns: T, count: number): T {
  const shorter = Object.entries(columns).map(([name, column]) => [
    name,
    ArrayBuffer.isView(column) ? (column as Float64Array).subarray(0, count) : count,
  ]);
  return Object.fromEntries(shorter) as T;
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
