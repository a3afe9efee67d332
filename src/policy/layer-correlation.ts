/** Fetches what goes with the layer of a pull's second miss, by past pulls; see prefetch.ts. */

import type { ObjectId, Requests } from "../request.ts";
import type { Ratio, Seconds } from "../units.ts";
import type { Prefetcher, PrefetchSetting, Want } from "./prefetcher.ts";

const NONE = -1;
/** The miss of a pull that makes it fetch: the first has no other to go with. */
const TRIGGER = 2;
/** In the place of a count: the pull itself has asked for it. */
const OWN = 0xffff;

export class LayerCorrelation implements Prefetcher {
  readonly retention: Seconds;
  readonly #requests: Requests;
  readonly #pullOf: Uint32Array;
  readonly #correlation: Ratio;
  readonly #history: number;
  /** By pull: misses, up to the one that matters; and its last request. */
  readonly #misses: Uint8Array;
  readonly #lastOfPull: Int32Array;
  /** By object: its last request. */
  readonly #lastOfObject: Int32Array;
  /** By request: the one before it in its pull, and the one before it for its object. */
  readonly #beforeInPull: Int32Array;
  readonly #beforeForObject: Int32Array;
  /** By object: in how many of the pulls that are looked at it is, and the last of them + 1. */
  readonly #pulls: Uint16Array;
  readonly #counted: Uint32Array;
  readonly #touched: ObjectId[] = [];

  constructor(
    { requests, objects, pulls }: PrefetchSetting,
    retention: Seconds,
    correlation: Ratio,
    history: number,
  ) {
    this.retention = retention;
    this.#requests = requests;
    this.#pullOf = pulls.of;
    this.#correlation = correlation;
    this.#history = Math.min(history, OWN - 1);
    this.#misses = new Uint8Array(pulls.count);
    this.#lastOfPull = new Int32Array(pulls.count).fill(NONE);
    this.#lastOfObject = new Int32Array(objects).fill(NONE);
    this.#beforeInPull = new Int32Array(requests.count);
    this.#beforeForObject = new Int32Array(requests.count);
    this.#pulls = new Uint16Array(objects);
    this.#counted = new Uint32Array(objects);
  }

  manifest(): void {}

  requested(request: number, missed: boolean, _now: Seconds, want: Want): void {
    const object = this.#requests.object[request]! as ObjectId;
    const pull = this.#pullOf[request]!;
    this.#beforeInPull[request] = this.#lastOfPull[pull]!;
    this.#lastOfPull[pull] = request;
    this.#beforeForObject[request] = this.#lastOfObject[object]!;
    this.#lastOfObject[object] = request;
    if (!missed || this.#misses[pull]! >= TRIGGER) return;
    if (++this.#misses[pull]! === TRIGGER) this.#fetchRelated(request, pull, want);
  }

  #fetchRelated(request: number, pull: number, want: Want): void {
    this.#eachOf(pull, (object) => {
      if (this.#pulls[object] === 0) this.#touched.push(object);
      this.#pulls[object] = OWN;
    });
    let past = 0;
    let before = this.#beforeForObject[request]!;
    let last = pull;
    for (let i = 0; i < this.#history && before !== NONE; i++) {
      const other = this.#pullOf[before]!;
      if (other !== pull && other !== last) {
        past++;
        this.#eachOf(other, (object) => this.#count(object, other));
      }
      last = other;
      before = this.#beforeForObject[before]!;
    }
    for (const object of this.#touched) {
      const pulls = this.#pulls[object]!;
      this.#pulls[object] = 0;
      this.#counted[object] = 0;
      if (pulls !== OWN && pulls >= this.#correlation * past) want(object);
    }
    this.#touched.length = 0;
  }

  #count(object: ObjectId, pull: number): void {
    if (this.#pulls[object] === OWN || this.#counted[object] === pull + 1) return;
    this.#counted[object] = pull + 1;
    if (this.#pulls[object]!++ === 0) this.#touched.push(object);
  }

  /** Everything that a pull has asked for so far, the last first. */
  #eachOf(pull: number, what: (object: ObjectId) => void): void {
    for (let i = this.#lastOfPull[pull]!; i !== NONE; i = this.#beforeInPull[i]!) {
      what(this.#requests.object[i]! as ObjectId);
    }
  }
}
