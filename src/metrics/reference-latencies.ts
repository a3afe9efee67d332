/**
 * What each request took in the reference run, from when that has served it until every other run
 * has: a ring as long as the requests in between.
 */

import type { ServedRequests } from "../request.ts";
import type { Seconds } from "../units.ts";
import type { Tariff } from "./tariff.ts";

const UNKNOWN = Number.NaN;

export class ReferenceLatencies {
  #latencies = new Float64Array(4096).fill(UNKNOWN);
  /** The first request that is remembered. */
  #from = 0;
  #settled = 0;

  /** The first request that has not been set. */
  get settled(): number {
    return this.#settled;
  }

  set(request: number, latency: Seconds): void {
    if (request - this.#from >= this.#latencies.length) this.#grow(request);
    const mask = this.#latencies.length - 1;
    this.#latencies[request & mask] = latency;
    // Most are set in nearly their order, so that this hardly ever takes more than a step.
    while (
      this.#settled - this.#from <= mask &&
      !Number.isNaN(this.#latencies[this.#settled & mask]!)
    ) {
      this.#settled++;
    }
  }

  setServed({ count, request, latency }: ServedRequests): void {
    for (let i = 0; i < count; i++) this.set(request[i]!, latency[i]!);
  }

  /** Sets the requests of a batch, all of them misses: the first is the next that has not been set. */
  setMissed({ from, to, latency }: Tariff): void {
    if (to - this.#from > this.#latencies.length) this.#grow(to - 1);
    this.#settled = to;
    const latencies = this.#latencies;
    const mask = latencies.length - 1;
    for (let i = from; i < to; i++) latencies[i & mask] = latency[2 * (i - from)]!;
  }

  /** Of a request that was set and is not forgotten. */
  of(request: number): Seconds {
    return this.#latencies[request & (this.#latencies.length - 1)]!;
  }

  /** Requests before that one will not be asked for any more. */
  forget(before: number): void {
    const end = Math.min(before, this.#settled);
    const mask = this.#latencies.length - 1;
    for (; this.#from < end; this.#from++) this.#latencies[this.#from & mask] = UNKNOWN;
  }

  #grow(request: number): void {
    let { length } = this.#latencies;
    while (request - this.#from >= length) length *= 2;
    const longer = new Float64Array(length).fill(UNKNOWN);
    const old = this.#latencies;
    for (let i = this.#from; i < this.#from + old.length; i++) {
      longer[i & (length - 1)] = old[i & (old.length - 1)]!;
    }
    this.#latencies = longer;
  }
}
