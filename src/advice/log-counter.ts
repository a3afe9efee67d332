/** What a log says besides the requests: when it was written, and what was sent elsewhere. */

import type { TraceRecord } from "../trace/format.ts";
import { targetOf } from "../workload/select.ts";

/** Listens to the records of a trace beside whoever makes requests of them. */
export class LogCounter {
  /** GETs of blobs and manifests that were answered with the address of somebody else. */
  redirects = 0;
  /** Of the records, when the first and the last response ended: milliseconds since 1970. */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;

  record({ timestamp, method, status, uri }: TraceRecord): void {
    if (timestamp < this.first) this.first = timestamp;
    if (timestamp > this.last) this.last = timestamp;
    if (method !== "GET" || (status !== 307 && status !== 302)) return;
    const target = targetOf(uri);
    if (target === "blob" || target === "manifest") this.redirects++;
  }

  /** A damaged record says nothing. */
  damaged(): void {}
}
