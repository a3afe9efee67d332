/** What a log holds, as far as it bears on whether and how far its answer can be trusted. */

import { footprint, span, type Workload } from "../request.ts";
import type { Bytes, Ratio, Seconds } from "../units.ts";

export interface Facts {
  readonly name: string;
  readonly records: number;
  /** Records that are no requests, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** ISO times at which the first and the last request were sent; "" where the log has no dates. */
  readonly from: string;
  readonly to: string;
  readonly requests: number;
  readonly objects: number;
  readonly footprintBytes: Bytes;
  readonly largestBytes: Bytes;
  readonly bytes: Bytes;
  readonly clients: number;
  readonly repositories: number;
  /** From the first arrival to the last. */
  readonly seconds: Seconds;
  /** Share of the requests, and of their bytes, that had been asked for before. */
  readonly repeats: Ratio;
  readonly repeatedBytes: Ratio;
  /** The same share of the requests in the first half of them and in the second. */
  readonly repeatsByHalf: readonly [Ratio, Ratio];
  /** Share of the footprint that was asked for first in the second half of the requests. */
  readonly newInSecondHalf: Ratio;
  /** Requests whose record says how long the response took. */
  readonly timed: number;
  /** GETs that were answered with the address of somebody else. */
  readonly redirects: number;
}

/** What the log said besides the workload. */
export interface Log extends Pick<Facts, "records" | "skipped"> {
  /** When the first request was sent, in milliseconds since 1970; undefined where that is not known. */
  readonly began: number | undefined;
}

/** No registry is older: such times count from the start of the log, or have no year. */
const OLDEST = Date.UTC(2013, 0);

/** Counts what bears on the answer. */
export function factsOf(workload: Workload, log: Log): Facts {
  const { requests, sizes, name } = workload;
  const { count, object, duration } = requests;
  const middle = count >> 1;
  const seen = new Uint8Array(sizes.length);
  const repeats: [number, number] = [0, 0];
  let bytes = 0;
  let repeatedBytes = 0;
  let late = 0;
  let timed = 0;
  for (let i = 0; i < count; i++) {
    const id = object[i]!;
    const half = i < middle ? 0 : 1;
    bytes += sizes[id]!;
    if (duration[i]! > 0) timed++;
    if (seen[id]) {
      repeats[half]!++;
      repeatedBytes += sizes[id]!;
    } else {
      seen[id] = 1;
      if (half === 1) late += sizes[id]!;
    }
  }
  const footprintBytes = footprint(workload);
  return {
    name,
    records: log.records,
    skipped: log.skipped,
    from: date(log.began),
    to: date(log.began && log.began + 1000 * span(requests)),
    requests: count,
    objects: sizes.length,
    footprintBytes,
    largestBytes: sizes.reduce((most, size) => Math.max(most, size), 0),
    bytes,
    clients: new Set(requests.client).size,
    repositories: new Set(requests.repository).size,
    seconds: span(requests),
    repeats: (repeats[0] + repeats[1]) / count,
    repeatedBytes: repeatedBytes / bytes,
    repeatsByHalf: [repeats[0] / middle, repeats[1] / (count - middle)],
    newInSecondHalf: late / footprintBytes,
    timed,
    redirects: log.skipped.redirect ?? 0,
  };
}

function date(time: number | undefined): string {
  return time !== undefined && time >= OLDEST ? new Date(time).toISOString() : "";
}
