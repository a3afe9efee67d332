/** The two fidelities share one contract. */

import type { Outcome } from "../request.ts";
import type { Bytes, Seconds } from "../units.ts";

/** Told of every request once, when its last byte has arrived; `request` is its index. */
export type Served = (request: number, outcome: Outcome, size: Bytes, latency: Seconds) => void;

/** One cache's replay of a workload, batch by batch. */
export interface Replay {
  /** Replays the batch that the legs hold now. */
  replayBatch(): void;
  /** There are no more requests: whatever is in flight comes to its end. */
  finish(): void;
}
