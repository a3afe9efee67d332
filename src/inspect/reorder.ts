/** Puts what comes nearly in order of time in order, in bounded memory. */

import type { Bytes, Seconds } from "../units.ts";

/** A request, in order of arrival. */
export interface Arrived {
  readonly arrival: Seconds;
  readonly ended: Seconds;
  readonly duration: Seconds;
  readonly blob: boolean;
  readonly object: number;
  readonly client: number;
  readonly repository: number;
  readonly size: Bytes;
}

/** Requests that are held back at most: more than a day of the busiest registry. */
const CAPACITY = 1 << 18;

/**
 * A heap on (arrival, order of coming). When it is full the earliest goes on, and whatever then comes
 * with an earlier arrival is counted as late.
 */
export class Reorder {
  readonly #heap: Arrived[] = [];
  readonly #capacity: number;
  readonly #next: (request: Arrived) => void;
  #passed = Number.NEGATIVE_INFINITY;
  late = 0;

  constructor(next: (request: Arrived) => void, capacity = CAPACITY) {
    this.#next = next;
    this.#capacity = capacity;
  }

  push(request: Arrived): void {
    if (request.arrival < this.#passed) this.late++;
    const heap = this.#heap;
    let at = heap.push(request) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.arrival <= request.arrival) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = request;
    if (heap.length > this.#capacity) this.#pop();
  }

  /** There is no more to come. */
  finish(): void {
    while (this.#heap.length > 0) this.#pop();
  }

  #pop(): void {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    const length = heap.length;
    let at = 0;
    while (length > 0) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && heap[child + 1]!.arrival < heap[child]!.arrival) child++;
      if (heap[child]!.arrival >= last.arrival) break;
      heap[at] = heap[child]!;
      at = child;
    }
    if (length > 0) heap[at] = last;
    this.#passed = Math.max(this.#passed, first.arrival);
    this.#next(first);
  }
}
