/** What only a policy that knows the whole workload can know: when each object is asked for next. */

import type { ObjectId, Requests } from "../request.ts";

/** Made once for a workload and shared by all that need it. */
export interface Future {
  /** Number of requests; stands for "never" where the index of a request is expected. */
  readonly never: number;
  /** By request: the object that it asks for. */
  readonly object: Uint32Array;
  /** Index of the first request for each object, indexed by {@link ObjectId}. */
  readonly first: Uint32Array;
  /** By request: the index of the next request for the same object, or {@link never}. */
  readonly next: Uint32Array;
}

/** Reads the requests once, from the end. */
export function futureOf({ count, object }: Requests, objects: number): Future {
  const first = new Uint32Array(objects).fill(count);
  const next = new Uint32Array(count);
  for (let i = count - 1; i >= 0; i--) {
    const id = object[i]!;
    next[i] = first[id]!;
    first[id] = i;
  }
  return { never: count, object, first, next };
}

/**
 * The present place in the future, object by object: it moves on with each request for an object,
 * so that it is right in any fidelity, whatever the order in which requests reach the cache.
 */
export class Upcoming {
  readonly never: number;
  readonly #next: Uint32Array;
  /** By object: the index of its next request. */
  readonly #upcoming: Uint32Array;

  constructor(future: Future | undefined) {
    if (!future) throw new Error('a policy that knows the future must say that it needs "future"');
    this.never = future.never;
    this.#next = future.next;
    this.#upcoming = future.first.slice();
  }

  /** The object is asked for now: its next request is the one after. Returns its index. */
  advance(object: ObjectId): number {
    const now = this.#upcoming[object]!;
    if (now !== this.never) this.#upcoming[object] = this.#next[now]!;
    return this.#upcoming[object]!;
  }

  /** Reads what is next for objects: see {@link Policy.approach}. */
  approach(objects: Uint32Array, from: number, to: number): number {
    const upcoming = this.#upcoming;
    let sum = 0;
    for (let i = from; i < to; i++) sum ^= upcoming[objects[i]!]!;
    return sum;
  }

  /** Index of the next request for an object, or {@link never}. */
  of(object: ObjectId): number {
    return this.#upcoming[object]!;
  }
}
