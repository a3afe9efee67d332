/** A workload whose columns lie in shared memory, so that threads read it without a copy of their own. */

import type { Workload } from "../request.ts";
import { sharedColumn } from "./column.ts";

/** The same workload; every column becomes a view on a `SharedArrayBuffer`. */
export function shareWorkload({ requests, manifests, sizes, ...rest }: Workload): Workload {
  return {
    ...rest,
    requests: shareAll(requests),
    ...(manifests && { manifests: shareAll(manifests) }),
    sizes: share(sizes),
  };
}

/** All columns of an object. */
export function shareAll<T extends object>(columns: T): T {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, share(column)]),
  ) as T;
}

/** The same column in shared memory; anything else as it is. */
export function share<T>(column: T): T {
  if (ArrayBuffer.isView(column) && column.buffer instanceof SharedArrayBuffer) return column;
  if (!(column instanceof Float64Array || column instanceof Uint32Array)) return column;
  const shared = sharedColumn(column.constructor as typeof Float64Array, column.length);
  shared.set(column);
  return shared as T;
}
