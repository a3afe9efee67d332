/** How many sessions of one kind start in an hour, so that the whole comes to a given total. */

import { randomPoisson } from "d3-random";
import type { Stream } from "../random/stream.ts";
import type { Ratio } from "../units.ts";

/** Hours over which a surplus or deficit is made up for. */
const PATIENCE = 24;
/** Sessions after which their mean cost is known better than it was assumed. */
const KNOWN = 100;

/**
 * Hands out a total over the hours. What a session costs is known only when it has happened, and
 * sessions of other kinds may cost something too, so each hour's number leans against what has been
 * spent too much or too little before.
 */
export class Quota {
  readonly #total: number;
  readonly #draws: Stream;
  #due = 0;
  #dueNow = 0;
  #spent = 0;
  /** Spent before this hour. */
  #before = 0;
  #own = 0;
  #mean: number;

  /** `mean` is what a session costs, as far as is known beforehand. */
  constructor(total: number, mean: number, draws: Stream) {
    this.#total = total;
    this.#mean = mean;
    this.#draws = draws;
  }

  /** An hour begins that has that share of the whole. */
  begin(share: Ratio): void {
    this.#due += this.#dueNow;
    this.#dueNow = this.#total * share;
    this.#before = this.#spent;
  }

  /** How many sessions of this kind start in this hour: Poisson. */
  sessions(): number {
    const expected = this.#expected();
    return expected > 0 ? randomPoisson.source(this.#draws)(expected)() : 0;
  }

  /** The same on a schedule: the number is the expected one, rounded at random. */
  scheduled(): number {
    return Math.floor(Math.max(0, this.#expected()) + this.#draws());
  }

  /** A session of this kind has cost so much. */
  spend(cost: number): void {
    this.#spent += cost;
    this.#own++;
    if (this.#own >= KNOWN) this.#mean += (cost - this.#mean) / this.#own;
  }

  /** A session of another kind has cost so much. */
  charge(cost: number): void {
    this.#spent += cost;
  }

  #expected(): number {
    const deficit = this.#due - this.#before;
    const charged = this.#spent - this.#before;
    return (this.#dueNow - charged + deficit / PATIENCE) / this.#mean;
  }
}
