/**
 * How far back an object was last asked for: in requests, and in distinct objects, which is what an
 * LRU cache of equal objects must hold for a hit. All capacities at once, exactly, in one pass.
 *
 * Source: R. L. Mattson et al., Evaluation techniques for storage hierarchies, IBM Systems Journal
 * 9(2), 1970; with a Fenwick tree over the last request for each object, O(log n) a request, whose
 * places are closed up when they run out.
 */

import type { Ratio } from "../units.ts";
import { Column } from "../workload/column.ts";

export class StackDistance {
  /** Place of the last request for each object + 1; 0 for none. */
  readonly #last = new Column(Uint32Array);
  /** The object of each place, and a Fenwick tree of those that are an object's last. */
  #at = new Uint32Array(1024);
  #tree = new Int32Array(1025);
  #next = 0;
  #objects = 0;
  #requests = 0;
  /** Requests by their distance in objects, 0 for the object of the request before. */
  readonly #counts = new Column(Uint32Array);

  /** The next request is for that object. Ids are dense. */
  request(object: number): void {
    this.#requests++;
    while (this.#last.length <= object) this.#last.push(0);
    if (this.#next === this.#at.length) this.#closeUp();
    const last = this.#last.get(object);
    if (last === 0) this.#objects++;
    else {
      const distance = this.#objects - this.#sum(last);
      while (this.#counts.length <= distance) this.#counts.push(0);
      this.#counts.set(distance, this.#counts.get(distance) + 1);
      this.#add(last, -1);
    }
    this.#at[this.#next] = object;
    this.#last.set(object, ++this.#next);
    this.#add(this.#next, 1);
  }

  /** Share of the requests that an LRU cache for so many objects would have had in memory. */
  hitRatio(capacity: number): Ratio {
    let hits = 0;
    for (let d = 0; d < Math.min(capacity, this.#counts.length); d++) hits += this.#counts.get(d);
    return hits / this.#requests;
  }

  #closeUp(): void {
    const old = this.#at;
    if (2 * this.#objects > old.length) {
      this.#at = new Uint32Array(2 * old.length);
      this.#tree = new Int32Array(2 * old.length + 1);
    } else this.#tree.fill(0);
    this.#next = 0;
    for (let place = 0; place < old.length; place++) {
      const object = old[place]!;
      if (this.#last.get(object) !== place + 1) continue;
      this.#at[this.#next] = object;
      this.#last.set(object, ++this.#next);
      this.#add(this.#next, 1);
    }
  }

  #add(place: number, change: number): void {
    for (let i = place; i < this.#tree.length; i += i & -i) this.#tree[i]! += change;
  }

  #sum(place: number): number {
    let sum = 0;
    for (let i = place; i > 0; i -= i & -i) sum += this.#tree[i]!;
    return sum;
  }
}
