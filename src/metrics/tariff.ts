/**
 * What each request of a batch comes to as a miss and as a hit, for replays in which that depends on
 * nothing else. Worked out once a batch, for all of them: each then looks at its hits alone, since
 * whatever is a miss is what it was in the reference run.
 */

import type { RequestBatch } from "../streamed-workload.ts";
import type { Seconds } from "../units.ts";
import { bucketsOf, type ValueRange } from "./histogram.ts";
import { PullEnds } from "./pull-ends.ts";
import type { PullWindow } from "./pulls.ts";

export class Tariff {
  /** The batch holds requests `from` to `to` − 1. */
  from = 0;
  to = 0;
  /**
   * Entry `2 * i` is what request `from + i` takes as a miss, which is what it is in the reference run,
   * entry `2 * i + 1` what it takes as a hit.
   */
  readonly latency: Float64Array;
  /** Where each latency belongs in a histogram. */
  readonly bucket: Uint16Array;
  /**
   * What request `from + i` saves as a hit: entry `2 * i` in seconds, entry `2 * i + 1` as a share of what
   * it takes as a miss.
   */
  readonly gain: Float64Array;
  /** Bytes that request `from + i` delivers. */
  size: Float64Array = new Float64Array(0);
  /** Of the latencies of the batch, if all were misses and if all were hits. */
  misses: ValueRange = { least: 0, greatest: 0 };
  hits: ValueRange = this.misses;
  readonly pullEnds: PullEnds;

  /** `latency` holds the latencies of each batch by the time of {@link derive}. */
  constructor(pulls: PullWindow, latency: Float64Array) {
    const batch = latency.length / 2;
    this.latency = latency;
    this.bucket = new Uint16Array(2 * batch);
    this.gain = new Float64Array(2 * batch);
    this.pullEnds = new PullEnds(pulls, latency);
  }

  /** The latencies are now those of that batch: the other columns follow. */
  derive(batch: RequestBatch): void {
    const { from, to } = batch;
    this.from = from;
    this.to = to;
    this.size = batch.size;
    this.misses = rangeOf(this.latency, 0, to - from);
    this.hits = rangeOf(this.latency, 1, to - from);
    this.pullEnds.derive(batch);
    bucketsOf(this.latency, 2 * (to - from), this.bucket);
    // Nothing stands behind the loop: code that is compiled inside of it would be left there each time.
    const { latency, gain } = this;
    for (let i = 0; i < to - from; i++) {
      const miss = latency[2 * i]!;
      const hit = latency[2 * i + 1]!;
      gain[2 * i] = miss - hit;
      gain[2 * i + 1] = savingsOf(hit, miss);
    }
  }
}

/** Of every other value, from the one at `start` on: so many of them. */
function rangeOf(values: Float64Array, start: 0 | 1, count: number): ValueRange {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = start; i < 2 * count; i += 2) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { least, greatest };
}

/** The share that a request saves; where the reference took no time nothing is left to save. */
export function savingsOf(latency: Seconds, reference: Seconds): number {
  return reference > 0 ? 1 - latency / reference : 0;
}
