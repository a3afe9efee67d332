/** Workers that read a raw trace once, and its conversion whenever it is wanted again. */

import { isConverted } from "../input/load-converted.ts";
import type { Grid } from "./grid.ts";
import type { Workers } from "./run-tasks.ts";
import type { LoadedTrace, LoadOrder } from "./sweep-worker.ts";
import type { TraceCache } from "./trace-cache.ts";

/** A smaller trace is read in less time than it takes to find its conversion. */
const WORTH_REQUESTS = 12_000;

export function cachedWorkers(workers: Workers, { traces }: Grid, cache: TraceCache): Workers {
  const load = async (order: LoadOrder): Promise<LoadedTrace> => {
    const trace = traces.find(({ path }) => path === order.path)!;
    if (trace.generated || trace.expected < WORTH_REQUESTS || isConverted(order.path)) {
      return workers.load(order);
    }
    const { format, objects, limit, manifests } = order;
    const path = await cache.converted({ ...trace, format, objects });
    if (path === undefined) return workers.load(order);
    // It may be broken, or another process may just have evicted it.
    return workers.load({ path, objects, limit, manifests }).catch(() => {
      cache.discard(path);
      return workers.load(order);
    });
  };
  return {
    count: workers.count,
    get waiting() {
      return workers.waiting;
    },
    load,
    replay: (order) => workers.replay(order),
  };
}
