/**
 * AdaptSize's model of an LRU cache that lets an object of size s in with probability exp(−s ÷ c): an
 * object asked for at rate r is resident with probability q(e^{rT} − 1) ÷ (1 + q(e^{rT} − 1)), where q
 * is that probability and T, the time an object stays untouched, makes the residents fill the
 * capacity. Source: Berger et al., NSDI'17, section 4.1, theorem 1.
 *
 * Objects of nearly the same size and rate are taken together, four bins to an octave of each, so that
 * a tuning takes milliseconds.
 */

import type { Bytes } from "../units.ts";

const BINS_PER_OCTAVE = 4;
/** Values of c that are tried: the capacity and down from there by halves. */
const SCALES = 40;
const BISECTIONS = 40;

export class AdmissionModel {
  readonly #capacity: Bytes;
  /** By bin: how many objects, their mean size, their mean rate. */
  readonly #count: number[] = [];
  readonly #size: number[] = [];
  readonly #rate: number[] = [];

  /** `rates` (requests in some unit of time) and `sizes` are indexed by object. */
  constructor(rates: Float64Array, sizes: Float64Array, capacity: Bytes) {
    this.#capacity = capacity;
    const bins = new Map<string, { count: number; size: number; rate: number }>();
    for (let object = 0; object < rates.length; object++) {
      const rate = rates[object]!;
      if (rate < 1e-3) continue;
      const size = sizes[object]!;
      const key = `${binOf(size)}:${binOf(rate)}`;
      const bin = bins.get(key) ?? { count: 0, size: 0, rate: 0 };
      bin.count++;
      bin.size += size;
      bin.rate += rate;
      bins.set(key, bin);
    }
    for (const { count, size, rate } of bins.values()) {
      this.#count.push(count);
      this.#size.push(size / count);
      this.#rate.push(rate / count);
    }
  }

  /** The c of the most hits; `Infinity`, let everything in, where everything fits. */
  bestScale(): Bytes {
    const footprint = this.#size.reduce((sum, size, i) => sum + size * this.#count[i]!, 0);
    if (footprint <= this.#capacity) return Number.POSITIVE_INFINITY;
    let best = Number.POSITIVE_INFINITY;
    let most = this.hits(best);
    for (let halvings = 0; halvings < SCALES; halvings++) {
      const scale = this.#capacity / 2 ** halvings;
      const hits = this.hits(scale);
      if (hits > most) {
        best = scale;
        most = hits;
      }
    }
    return best;
  }

  /** Requests that would be served from memory in a unit of time. */
  hits(scale: Bytes): number {
    const admitted = this.#size.map((size) => Math.exp(-size / scale));
    const time = this.#timeUntouched(admitted);
    return this.#rate.reduce(
      (sum, rate, i) => sum + this.#count[i]! * rate * resident(rate * time, admitted[i]!),
      0,
    );
  }

  /** The T at which the residents fill the capacity; `Infinity` where they never do. */
  #timeUntouched(admitted: readonly number[]): number {
    const held = (time: number): Bytes =>
      this.#size.reduce(
        (sum, size, i) =>
          sum + this.#count[i]! * size * resident(this.#rate[i]! * time, admitted[i]!),
        0,
      );
    let high = 1e-6;
    while (held(high) < this.#capacity) {
      high *= 2;
      if (high > 1e9) return high;
    }
    let low = 0;
    for (let i = 0; i < BISECTIONS; i++) {
      const middle = (low + high) / 2;
      if (held(middle) < this.#capacity) low = middle;
      else high = middle;
    }
    return high;
  }
}

/** Probability of being resident; `requests` are those to be expected within T. */
function resident(requests: number, admitted: number): number {
  // Divided by e^{requests}, which may be beyond all numbers.
  const missed = Math.exp(-requests);
  const weight = admitted * (1 - missed);
  return weight === 0 ? 0 : weight / (missed + weight);
}

function binOf(value: number): number {
  return Math.round(BINS_PER_OCTAVE * Math.log2(value));
}
