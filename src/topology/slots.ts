/** The requests in flight: typed arrays in which a request holds one slot from arrival to last byte. */

import { NONE } from "../engine/link.ts";
import type { Outcome } from "../request.ts";
import type { Legs } from "./legs.ts";

export class Slots {
  /** Index of the request, by slot. */
  request = new Int32Array(64);
  outcome: Outcome[] = [];
  /** Service time of each leg in seconds, by slot. */
  forward = new Float64Array(64);
  handle = new Float64Array(64);
  read = new Float64Array(64);
  fetch = new Float64Array(64);
  /** Free slots, and those who wait for a fetch in order of arrival, as linked lists. */
  #next = new Int32Array(64);
  #firstWaiter = new Int32Array(64);
  #lastWaiter = new Int32Array(64);
  #free = NONE;
  #used = 0;

  /** Gives a request of the current batch a slot. */
  take(request: number, legs: Legs): number {
    const slot = this.#claim();
    const at = request - legs.from;
    this.request[slot] = request;
    this.forward[slot] = legs.forward[at]!;
    this.handle[slot] = legs.handle[at]!;
    this.read[slot] = legs.read[at]!;
    this.fetch[slot] = legs.fetch[at]!;
    this.#firstWaiter[slot] = NONE;
    return slot;
  }

  release(slot: number): void {
    this.#next[slot] = this.#free;
    this.#free = slot;
  }

  /** `waiter` waits for the fetch of `fetcher`, behind those who do already. */
  wait(fetcher: number, waiter: number): void {
    if (this.#firstWaiter[fetcher] === NONE) this.#firstWaiter[fetcher] = waiter;
    else this.#next[this.#lastWaiter[fetcher]!] = waiter;
    this.#lastWaiter[fetcher] = waiter;
    this.#next[waiter] = NONE;
  }

  firstWaiter(fetcher: number): number {
    return this.#firstWaiter[fetcher]!;
  }

  nextWaiter(waiter: number): number {
    return this.#next[waiter]!;
  }

  #claim(): number {
    if (this.#free === NONE) {
      if (this.#used === this.request.length) this.#grow();
      return this.#used++;
    }
    const slot = this.#free;
    this.#free = this.#next[slot]!;
    return slot;
  }

  #grow(): void {
    const length = 2 * this.request.length;
    const wider = <A extends Int32Array | Float64Array>(column: A, into: A): A => {
      into.set(column);
      return into;
    };
    this.request = wider(this.request, new Int32Array(length));
    this.forward = wider(this.forward, new Float64Array(length));
    this.handle = wider(this.handle, new Float64Array(length));
    this.read = wider(this.read, new Float64Array(length));
    this.fetch = wider(this.fetch, new Float64Array(length));
    this.#next = wider(this.#next, new Int32Array(length));
    this.#firstWaiter = wider(this.#firstWaiter, new Int32Array(length));
    this.#lastWaiter = wider(this.#lastWaiter, new Int32Array(length));
  }
}
