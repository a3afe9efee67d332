/** What stands between a client and its bytes. A scenario describes it; {@link Journey} runs it. */

import type { BytesPerSecond } from "../units.ts";
import type { LatencySpec } from "./latency.ts";

/** The tiers. `Infinity` servers never make anyone wait; an `Infinity` link takes no time. */
export interface Topology {
  readonly loadBalancer: { readonly servers: number; readonly latency: LatencySpec };
  readonly registry: {
    /** Requests that all registry servers together can handle at once. */
    readonly servers: number;
    readonly latency: LatencySpec;
    /** Reading an object from the cache. */
    readonly memory: LatencySpec;
    /** From the registry to its clients, shared equally by the transfers in progress. */
    readonly link: BytesPerSecond;
  };
  readonly objectStore: { readonly servers: number; readonly latency: LatencySpec };
}
