/** Footprint growth in bounded memory: points ever further apart, so that early ones stay exact. */

import type { Bytes } from "../units.ts";
import type { GrowthPoint } from "./inspection.ts";

/** A point is kept when there are that many times as many requests as at the last. */
const STEP = 1.005;

export class Growth {
  readonly #points: GrowthPoint[] = [{ requests: 0, objects: 0, bytes: 0 }];
  #next = 1;
  #requests = 0;
  #objects = 0;
  #bytes = 0;

  /** The next request; `newBytes` is the size of an object that had not been asked for, else 0. */
  request(newBytes: Bytes): void {
    this.#requests++;
    if (newBytes > 0) {
      this.#objects++;
      this.#bytes += newBytes;
    }
    if (this.#requests < this.#next) return;
    this.#points.push(this.#now());
    this.#next = Math.max(this.#requests + 1, STEP * this.#requests);
  }

  get requests(): number {
    return this.#requests;
  }

  /** The footprint after so many requests, between points in proportion. */
  after(requests: number): GrowthPoint {
    const points = [...this.#points, this.#now()];
    const to = Math.max(
      1,
      points.findIndex((point) => point.requests >= requests),
    );
    const [a, b] = [points[to - 1]!, points[to]!];
    const part = b.requests > a.requests ? (requests - a.requests) / (b.requests - a.requests) : 1;
    const between = (key: "objects" | "bytes"): number =>
      Math.round(a[key] + part * (b[key] - a[key]));
    return { requests: Math.round(requests), objects: between("objects"), bytes: between("bytes") };
  }

  #now(): GrowthPoint {
    return { requests: this.#requests, objects: this.#objects, bytes: this.#bytes };
  }
}
