/** A workload whose columns lie in shared memory, so that threads read it without a copy of their own. */

import type { Workload } from "../request.ts";

/** The same workload; every column becomes a view on a `SharedArrayBuffer`. */
export function shareWorkload(workload: Workload): Workload {
  const { requests } = workload;
  const columns = Object.entries(requests).map(([name, column]) => [name, share(column)]);
  return { ...workload, requests: Object.fromEntries(columns), sizes: share(workload.sizes) };
}

/** The same column in shared memory; anything else as it is. */
export function share<T>(column: T): T {
  if (ArrayBuffer.isView(column) && column.buffer instanceof SharedArrayBuffer) return column;
  if (column instanceof Float64Array) {
    const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
    shared.set(column);
    return shared as T;
  }
  if (column instanceof Uint32Array) {
    const shared = new Uint32Array(new SharedArrayBuffer(column.byteLength));
    shared.set(column);
    return shared as T;
  }
  return column;
}
