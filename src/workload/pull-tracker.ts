/**
 * Numbers image pulls as requests come by: it remembers the pulls that may go on, and those that
 * somebody may still ask about.
 */

import { PairTable } from "../pair-table.ts";
import type { Requests } from "../request.ts";
import type { Seconds } from "../units.ts";

/** Nothing asked for and nothing under way for longer than this: the next request is another pull. */
const PAUSE: Seconds = 30;
/** Another pull of the same client and repository has begun. */
const OVER = Number.NEGATIVE_INFINITY;

export class PullTracker {
  capacity = 1024;
  next = 0;
  closed = 0;
  // By pull, as rings.
  first: Float64Array = new Float64Array(this.capacity);
  last: Float64Array = new Float64Array(this.capacity);
  begin: Float64Array = new Float64Array(this.capacity);
  /** When the last response so far ended, as recorded. */
  #ended: Float64Array = new Float64Array(this.capacity);
  /** Nobody asks about pulls before this one. */
  #from = 0;
  readonly #requests: number;
  /** By client and repository: the last pull + 1. One that is over is as good as none. */
  readonly #pairs = new PairTable((number) => number > this.closed);

  /** There will be so many requests. */
  constructor(requests: number) {
    this.#requests = requests;
  }

  /** Puts the pulls of the next requests, of which the first has the index `from`, into `pull`. */
  number(
    { count, arrival, duration, client, repository, opens }: Requests,
    from: number,
    pull: Uint32Array,
  ): void {
    for (let i = 0; i < count; i++) {
      const time = arrival[i]!;
      const ends = time + duration[i]!;
      const known = this.#pairs.get(client[i]!, repository[i]!) - 1;
      let at = known & (this.capacity - 1);
      const ended = known >= this.closed ? this.#ended[at]! : OVER;
      if (opens?.[i] === 1 || time > ended + PAUSE) {
        if (known >= this.closed) this.#ended[at] = OVER;
        pull[i] = this.next;
        at = this.#begin(from + i, time, ends);
        this.#pairs.set(client[i]!, repository[i]!, this.next);
      } else {
        pull[i] = known;
        if (ends > ended) this.#ended[at] = ends;
      }
      this.last[at] = from + i;
    }
    const end = from + count === this.#requests ? Number.POSITIVE_INFINITY : arrival[count - 1]!;
    const mask = this.capacity - 1;
    while (this.closed < this.next && end > this.#ended[this.closed & mask]! + PAUSE) this.closed++;
  }

  /** Nobody will ask about pulls before that one any more. */
  forget(before: number): void {
    this.#from = before;
  }

  /** Returns the place of the new pull. */
  #begin(request: number, time: Seconds, ends: Seconds): number {
    if (this.next - this.#from === this.capacity) this.#grow();
    const at = this.next++ & (this.capacity - 1);
    this.first[at] = request;
    this.begin[at] = time;
    this.#ended[at] = ends;
    return at;
  }

  #grow(): void {
    const capacity = 2 * this.capacity;
    const longer = (ring: Float64Array): Float64Array => {
      const all = new Float64Array(capacity);
      for (let pull = this.#from; pull < this.next; pull++) {
        all[pull & (capacity - 1)] = ring[pull & (this.capacity - 1)]!;
      }
      return all;
    };
    this.first = longer(this.first);
    this.last = longer(this.last);
    this.begin = longer(this.begin);
    this.#ended = longer(this.#ended);
    this.capacity = capacity;
  }
}
