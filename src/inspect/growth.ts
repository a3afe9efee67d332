/** Footprint growth in bounded memory: points at equal distances, thinned when they are too many. */

import type { Bytes } from "../units.ts";
import type { GrowthPoint } from "./inspection.ts";

const MOST_POINTS = 2048;

export class Growth {
  #points: GrowthPoint[] = [{ requests: 0, objects: 0, bytes: 0 }];
  #stride = 1;
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
    if (this.#requests % this.#stride !== 0) return;
    this.#points.push(this.#now());
    if (this.#points.length <= MOST_POINTS) return;
    this.#stride *= 2;
    this.#points = this.#points.filter(({ requests }) => requests % this.#stride === 0);
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
