/** What LHD learns: hits to be expected for the time that an object stays, by its class and its age. */

/**
 * Ages beyond this are not told apart. The authors' code has 20,000, which it calls a matter of speed
 * that hit ratios do not feel. A step is coarser here by as much, so that the oldest age is the same:
 * a hundred times as many requests as there are residents.
 */
export const MAX_AGE = 4_096;
const CLASSES = 16;
/** What is left of older counts at each reconfiguration; this and the next as in the authors' code. */
const DECAY = 0.9;
/** Age steps are coarsened until one is this share of the residents' number, spread over all ages. */
const COARSENING_ERROR = 0.01;

/** Classes of objects by the sum of the ages at their last two hits: the younger, the higher. */
export const AGE_CLASSES = {
  of(age: number): number {
    if (age <= 0) return CLASSES - 1;
    let doubled = age;
    let log = 0;
    while (doubled < MAX_AGE && log < CLASSES - 1) {
      doubled *= 2;
      log++;
    }
    return log;
  },
};

export class HitDensity {
  readonly #hits = new Float64Array(CLASSES * MAX_AGE);
  readonly #evictions = new Float64Array(CLASSES * MAX_AGE);
  readonly #density = new Float64Array(CLASSES * MAX_AGE);
  /** Ages are requests ÷ 2^shift. */
  #shift = 10;

  constructor() {
    // The authors' start: the better the class and the younger, the denser.
    for (let kind = 0; kind < CLASSES; kind++) {
      for (let age = 0; age < MAX_AGE; age++) {
        this.#density[kind * MAX_AGE + age] = (kind + 1) / (age + 1);
      }
    }
  }

  /** Requests since an object was touched, as an age. */
  age(requests: number): number {
    return Math.min(MAX_AGE - 1, Math.floor(requests / 2 ** this.#shift));
  }

  of(kind: number, age: number): number {
    return this.#density[kind * MAX_AGE + age]!;
  }

  hit(kind: number, age: number): void {
    this.#hits[kind * MAX_AGE + age]! += 1;
  }

  evicted(kind: number, age: number): void {
    this.#evictions[kind * MAX_AGE + age]! += 1;
  }

  /** Makes ages as coarse as suits that many residents. */
  coarsen(residents: number): void {
    const step = residents / (COARSENING_ERROR * MAX_AGE);
    this.#shiftTo(Math.max(0, Math.ceil(Math.log2(Math.max(1, step)))));
  }

  /** Learns from what was counted, while that many objects are resident. */
  reconfigure(residents: number): void {
    this.coarsen(residents);
    for (let i = 0; i < this.#hits.length; i++) {
      this.#hits[i]! *= DECAY;
      this.#evictions[i]! *= DECAY;
    }
    for (let kind = 0; kind < CLASSES; kind++) {
      const start = kind * MAX_AGE;
      let hits = 0;
      let events = 0;
      let lifetimes = 0;
      // From the oldest on: hits still to come ÷ time still to be spent, of those that get so old.
      for (let i = start + MAX_AGE - 1; i >= start; i--) {
        hits += this.#hits[i]!;
        events += this.#hits[i]! + this.#evictions[i]!;
        lifetimes += events;
        this.#density[i] = events > 1e-5 ? hits / lifetimes : 0;
      }
    }
  }

  /** Changes the step of ages, and moves what was counted to where it belongs now. */
  #shiftTo(shift: number): void {
    const ratio = 2 ** (this.#shift - shift);
    this.#shift = shift;
    if (ratio === 1) return;
    for (const counts of [this.#hits, this.#evictions]) {
      for (let kind = 0; kind < CLASSES; kind++) {
        const old = counts.slice(kind * MAX_AGE, (kind + 1) * MAX_AGE);
        counts.fill(0, kind * MAX_AGE, (kind + 1) * MAX_AGE);
        old.forEach((amount, age) => {
          if (amount === 0) return;
          const from = Math.floor(age * ratio);
          const to = Math.max(from + 1, Math.floor((age + 1) * ratio));
          // One age that has become several is spread evenly over them.
          for (let at = from; at < to; at++) {
            counts[kind * MAX_AGE + Math.min(MAX_AGE - 1, at)]! += amount / (to - from);
          }
        });
      }
    }
  }
}
