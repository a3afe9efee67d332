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
 * so that it is right in any fidelity, whatever the order in which requests reach the cache. As long as
 * they do so in the order of the workload, one place is that of all objects.
 */
export class Upcoming {
  readonly never: number;
  readonly #future: Future;
  /** So many requests came, in order. */
  #passed = 0;
  /** The object of the last of them. */
  #latest = -1;
  /** By object: the index of its next request; once it has to be known. */
  #upcoming: Uint32Array | undefined;

  constructor(future: Future | undefined) {
    if (!future) throw new Error('a policy that knows the future must say that it needs "future"');
    this.never = future.never;
    this.#future = future;
  }

  /** The object is asked for now: its next request is the one after. Returns its index. */
  advance(object: ObjectId): number {
    if (!this.#upcoming && this.#future.object[this.#passed] === object) {
      this.#latest = object;
      return this.#future.next[this.#passed++]!;
    }
    const upcoming = this.#byObject();
    const now = upcoming[object]!;
    if (now !== this.never) upcoming[object] = this.#future.next[now]!;
    return upcoming[object]!;
  }

  /** Index of the next request for an object, or {@link never}. */
  of(object: ObjectId): number {
    if (!this.#upcoming && object === this.#latest) return this.#future.next[this.#passed - 1]!;
    return this.#byObject()[object]!;
  }

  /** No object awaits a request before that one; more than is said may have come. */
  get passed(): number {
    return this.#upcoming ? 0 : this.#passed;
  }

  /** Whether that request for the object, which was its next one once, is still to come. */
  awaits(object: ObjectId, request: number): boolean {
    return this.#upcoming ? this.#upcoming[object] === request : request >= this.#passed;
  }

  #byObject(): Uint32Array {
    if (!this.#upcoming) {
      const { object, first, next } = this.#future;
      this.#upcoming = first.slice();
      for (let i = 0; i < this.#passed; i++) this.#upcoming[object[i]!] = next[i]!;
    }
    return this.#upcoming;
  }
}
