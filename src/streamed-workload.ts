/**
 * A workload whose requests stay in a file, because their columns would take too much memory: they are
 * read a stretch at a time, in order, as often as somebody goes through them.
 */

import { UsageError } from "./errors.ts";
import type { Requests, Workload } from "./request.ts";
import type { Seconds } from "./units.ts";

/** Requests that are read a stretch at a time. */
export interface StreamedRequests {
  readonly count: number;
  /** When the last of them arrived, in seconds since the first; 0 for none. */
  readonly span: Seconds;
  /** Whether any of them tells how long its response took. */
  readonly hasDurations: boolean;
  /** When the request of that index arrived. */
  arrivalOf(request: number): Seconds;
  /**
   * Requests `from` to `to` − 1: entry 0 of each column belongs to `from`. `spare` are columns that this
   * gave before and that nobody looks at any more: they may be filled anew.
   * @throws {TraceError} `ARROW` where the file is not what it was.
   */
  read(from: number, to: number, spare?: Requests): Requests;
}

/** What is replayed, of which only what grows with the objects is in memory. */
export interface StreamedWorkload {
  readonly name: string;
  readonly requests: StreamedRequests;
  /** Bytes of each object, indexed by {@link ObjectId}. */
  readonly sizes: Float64Array;
}

/** A workload, wherever its requests are. */
export type AnyWorkload = Workload | StreamedWorkload;

/** Consecutive requests of a workload: entry i of each column belongs to request `from + i`. */
export interface RequestBatch {
  /** The batch holds requests `from` to `to` − 1. */
  readonly from: number;
  readonly to: number;
  readonly requests: Requests;
  /** The image pull of each; pulls are numbered by their first request. */
  readonly pull: Uint32Array;
  /** Bytes of the object of each. */
  readonly size: Float64Array;
}

/** Requests `from` to `to` − 1 of a workload. `spare` as in {@link StreamedRequests.read}. */
export function stretchOf(
  { requests }: AnyWorkload,
  from: number,
  to: number,
  spare?: Requests,
): Requests {
  if (isStreamed(requests)) return requests.read(from, to, spare);
  if (from === 0 && to === requests.count) return requests;
  const { opens } = requests;
  return {
    count: to - from,
    arrival: requests.arrival.subarray(from, to),
    object: requests.object.subarray(from, to),
    duration: requests.duration.subarray(from, to),
    client: requests.client.subarray(from, to),
    repository: requests.repository.subarray(from, to),
    host: requests.host.subarray(from, to),
    ...(opens && { opens: opens.subarray(from, to) }),
  };
}

/** All requests of a workload, `length` at a time; columns hold until the next are asked for. */
export function* stretchesOf(workload: AnyWorkload, length: number): Generator<Requests, void> {
  const { count } = workload.requests;
  let stretch: Requests | undefined;
  for (let from = 0; from < count; from += length) {
    stretch = stretchOf(workload, from, Math.min(from + length, count), stretch);
    yield stretch;
  }
}

/** When a request arrived; undefined where there is none of that index. */
export function arrivalOf({ requests }: AnyWorkload, request: number): Seconds | undefined {
  if (!isStreamed(requests)) return requests.arrival[request];
  return request < requests.count ? requests.arrivalOf(request) : undefined;
}

/** The index of the first request that arrived at that time or later; their number where none did. */
export function firstFrom(workload: AnyWorkload, time: Seconds): number {
  let below = 0;
  let beyond = workload.requests.count;
  while (below < beyond) {
    const middle = Math.floor((below + beyond) / 2);
    if (arrivalOf(workload, middle)! >= time) beyond = middle;
    else below = middle + 1;
  }
  return below;
}

/** Whether a trace tells how long its responses took: where it does not, all are 0. */
export function hasDurations({ requests }: AnyWorkload): boolean {
  if (isStreamed(requests)) return requests.hasDurations;
  return requests.duration.some((seconds) => seconds > 0);
}

/**
 * A workload with all of its requests in memory.
 * @throws {UsageError} `MEMORY` for one that is streamed: `what` cannot do without.
 */
export function wholeOf(workload: AnyWorkload, what: string): Workload {
  if (isInMemory(workload)) return workload;
  const { name, requests } = workload;
  throw new UsageError(
    "MEMORY",
    `${what} needs the whole trace in memory, and the ${requests.count} requests of ${name} are more than --memory has room for: give it more, or replay fewer by --limit`,
  );
}

/** Whether all requests of a workload are in memory. */
export function isInMemory(workload: AnyWorkload): workload is Workload {
  return !isStreamed(workload.requests);
}

function isStreamed(requests: Requests | StreamedRequests): requests is StreamedRequests {
  return "read" in requests;
}
