/** How long responses took, by size, and the line through them. */

import { Histogram } from "../metrics/histogram.ts";
import type { Bytes, BytesPerSecond, Seconds } from "../units.ts";

/** Upper ends of the size classes, in bytes. */
const CLASSES: readonly Bytes[] = [1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 5e7, 1e8, 5e8, Infinity];

export interface DurationClass {
  /** Sizes below this many bytes, and not in the class before; `Infinity` for the last. */
  belowBytes: Bytes;
  count: number;
  p10Seconds: Seconds;
  p50Seconds: Seconds;
  p90Seconds: Seconds;
  meanSeconds: Seconds;
}

export interface Durations {
  p50Seconds: Seconds;
  p90Seconds: Seconds;
  meanSeconds: Seconds;
  /** Least squares: overhead + size ÷ bandwidth. NaN when all sizes are one. */
  overheadSeconds: Seconds;
  bandwidth: BytesPerSecond;
  bySize: DurationClass[];
}

export class DurationCounter {
  readonly #all = new Histogram();
  readonly #classes = CLASSES.map(() => ({ histogram: new Histogram(), count: 0, sum: 0 }));
  #n = 0;
  // Running means and centred sums (Welford): sizes of 10^9 squared leave no digits otherwise.
  #meanSize = 0;
  #meanDuration = 0;
  #sizes = 0;
  #both = 0;

  add(size: Bytes, duration: Seconds): void {
    this.#all.add(duration);
    const of = this.#classes[CLASSES.findIndex((below) => size < below)]!;
    of.histogram.add(duration);
    of.count++;
    of.sum += duration;
    this.#n++;
    const off = size - this.#meanSize;
    this.#meanSize += off / this.#n;
    this.#meanDuration += (duration - this.#meanDuration) / this.#n;
    this.#sizes += off * (size - this.#meanSize);
    this.#both += off * (duration - this.#meanDuration);
  }

  finish(): Durations {
    const slope = this.#sizes > 0 ? this.#both / this.#sizes : Number.NaN;
    return {
      p50Seconds: this.#all.quantile(0.5),
      p90Seconds: this.#all.quantile(0.9),
      meanSeconds: this.#n > 0 ? this.#meanDuration : Number.NaN,
      overheadSeconds: this.#meanDuration - slope * this.#meanSize,
      bandwidth: 1 / slope,
      bySize: this.#classes.map(({ histogram, count, sum }, i) => ({
        belowBytes: CLASSES[i]!,
        count,
        p10Seconds: histogram.quantile(0.1),
        p50Seconds: histogram.quantile(0.5),
        p90Seconds: histogram.quantile(0.9),
        meanSeconds: sum / count,
      })),
    };
  }
}
