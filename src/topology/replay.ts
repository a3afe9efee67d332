/** The two fidelities share one contract. */

import type { ServedRequests } from "../request.ts";
import type { NamedFigures } from "./tiers.ts";

/**
 * Told of every request once, after its last byte has arrived and before the batch that is replayed then
 * has ended. The columns are used again: what is to stay must be copied.
 */
export type Served = (requests: ServedRequests) => void;

/** One cache's replay of a workload, batch by batch. */
export interface Replay {
  /** Replays the batch that the legs hold now. */
  replayBatch(): void;
  /** There are no more requests: whatever is in flight comes to its end. */
  finish(): void;
  /**
   * Index of a request before which all have been served and accounted for. `Infinity` where no more
   * will be.
   */
  readonly oldest: number;
  /** True where a queue grew beyond all bounds, and the replay was given up before its end. */
  readonly abandoned: boolean;
  /** What each station and link did; none where nothing contends. */
  stations(): NamedFigures[];
}
